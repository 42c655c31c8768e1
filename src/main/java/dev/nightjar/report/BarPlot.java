package dev.nightjar.report;

import java.util.ArrayList;
import java.util.List;

/** Horizontal bars under each other, each with its name before it and its value behind it. */
final class BarPlot {

    private static final int NAMES = 230;
    private static final int BARS = 330;
    private static final int VALUES = 110;
    private static final int LINE = 24;
    private static final int BAR = 15;

    private final String title;
    private final List<Bar> bars = new ArrayList<>();

    /**
     * A bar.
     *
     * @param length 0 or more; the longest fills the width
     * @param style a class of the style sheet
     */
    private record Bar(String name, double length, String value, String style) {}

    /** @param title what somebody hears who cannot see the plot */
    BarPlot(String title) {
        this.title = title;
    }

    BarPlot bar(String name, double length, String value) {
        return bar(name, length, value, "bar");
    }

    BarPlot bar(String name, double length, String value, String style) {
        bars.add(new Bar(name, length, value, style));
        return this;
    }

    String svg() {
        double longest = bars.stream().mapToDouble(Bar::length).max().orElse(0);
        StringBuilder svg = new StringBuilder(Html.format(
                "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" aria-label=\"%s\">",
                NAMES + BARS + VALUES, bars.size() * LINE, NAMES + BARS + VALUES, Html.escape(title)));
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double width = longest > 0 ? BARS * bar.length() / longest : 0;
            int top = i * LINE + (LINE - BAR) / 2;
            svg.append(Html.format(
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                            + "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>"
                            + "<text x=\"%.1f\" y=\"%d\">%s</text>",
                    NAMES - 8,
                    top + BAR - 3,
                    Html.escape(bar.name()),
                    bar.style(),
                    NAMES,
                    top,
                    width,
                    BAR,
                    NAMES + width + 6,
                    top + BAR - 3,
                    Html.escape(bar.value())));
        }
        return svg.append("</svg>").toString();
    }
}
