package dev.nightjar.benchmark;

import java.util.List;
import java.util.Locale;

/** Median seconds of each work by the number of customers, both axes logarithmic, a panel per work, as SVG. */
final class GrowthPlot {

    private static final int PANEL = 260;
    private static final int MARGIN = 46;
    private static final int COLUMNS = 3;
    private static final double LEAST_CUSTOMERS = 2e4;
    private static final double MOST_CUSTOMERS = 2e6;
    private static final double LEAST_SECONDS = 0.1;
    private static final double MOST_SECONDS = 1_000;
    private static final String[] COLOURS = {"#1b6ca8", "#d1495b"};

    private GrowthPlot() {}

    static String svg(List<Measurements> sizes) {
        List<String> works =
                sizes.stream().flatMap(size -> size.works().stream()).distinct().toList();
        int height = (works.size() + COLUMNS - 1) / COLUMNS * PANEL;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                COLUMNS * PANEL,
                height));
        for (int panel = 0; panel < works.size(); panel++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<g transform=\"translate(%d,%d)\">%n",
                    panel % COLUMNS * PANEL,
                    panel / COLUMNS * PANEL));
            appendAxes(svg, works.get(panel));
            appendLines(svg, sizes, works.get(panel));
            svg.append("</g>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private static void appendAxes(StringBuilder svg, String work) {
        text(svg, MARGIN, 16, "start", "#000", work);
        for (double seconds = LEAST_SECONDS; seconds <= MOST_SECONDS; seconds *= 10) {
            rule(svg, MARGIN, y(seconds), PANEL - 10, y(seconds));
            text(svg, MARGIN - 4, y(seconds) + 4, "end", "#555", String.format(Locale.ROOT, "%.3g s", seconds));
        }
        for (double customers : new double[] {5e4, 2e5, 1e6}) {
            rule(svg, x(customers), 24, x(customers), PANEL - 30);
            text(svg, x(customers), PANEL - 16, "middle", "#555", String.format(Locale.ROOT, "%,.0f", customers));
        }
    }

    private static void appendLines(StringBuilder svg, List<Measurements> sizes, String work) {
        List<String> all = sizes.stream()
                .flatMap(size -> size.who(work).stream())
                .distinct()
                .toList();
        for (int i = 0; i < all.size(); i++) {
            String who = all.get(i);
            String colour = COLOURS[i % COLOURS.length];
            StringBuilder points = new StringBuilder();
            for (Measurements size : sizes) {
                if (size.who(work).contains(who)) {
                    double[] seconds = size.seconds(work, who);
                    double x = x((double) size.customers());
                    points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y(seconds[1])));
                    svg.append(String.format(
                            Locale.ROOT,
                            "<path d=\"M%.1f %.1fV%.1f\" stroke=\"%s\"/><circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\""
                                    + " fill=\"%s\"/>%n",
                            x,
                            y(seconds[0]),
                            y(seconds[2]),
                            colour,
                            x,
                            y(seconds[1]),
                            colour));
                }
            }
            svg.append("<polyline fill=\"none\" stroke=\"" + colour + "\" points=\"" + points + "\"/>\n");
            text(svg, MARGIN + 6, 36 + 14 * i, "start", colour, who);
        }
    }

    private static double x(double customers) {
        double share = Math.log(customers / LEAST_CUSTOMERS) / Math.log(MOST_CUSTOMERS / LEAST_CUSTOMERS);
        return MARGIN + share * (PANEL - MARGIN - 10);
    }

    private static double y(double seconds) {
        double share = Math.log(seconds / LEAST_SECONDS) / Math.log(MOST_SECONDS / LEAST_SECONDS);
        return PANEL - 30 - share * (PANEL - 54);
    }

    private static void rule(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(String.format(Locale.ROOT, "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"#ddd\"/>%n", x1, y1, x2, y2));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String colour, String content) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                colour,
                content.replace("&", "&amp;").replace("<", "&lt;")));
    }
}
