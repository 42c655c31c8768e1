package dev.nightjar.report;

import java.util.ArrayList;
import java.util.List;

/** Points and lines between two axes from 0 to 1. */
final class UnitPlot {

    private static final int SIDE = 300;
    private static final int LEFT = 46;
    private static final int TOP = 12;
    private static final int BELOW = 40;
    private static final int RIGHT = 140;
    private static final int TICKS = 5;

    private final String title;
    private final String across;
    private final String up;
    private final List<String> marks = new ArrayList<>();
    private int legends;

    /** A point, each coordinate from 0 to 1. */
    record Point(double x, double y) {}

    /**
     * @param title what somebody hears who cannot see the plot
     * @param across name of the horizontal axis
     * @param up name of the vertical axis
     */
    UnitPlot(String title, String across, String up) {
        this.title = title;
        this.across = across;
        this.up = up;
    }

    /** The diagonal, where both are equal. */
    UnitPlot diagonal() {
        marks.add(Html.format(
                "<line class=\"guide\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", x(0), y(0), x(1), y(1)));
        return this;
    }

    /**
     * Points joined by a line.
     *
     * @param style a class of the style sheet
     */
    UnitPlot line(String name, String style, List<Point> points) {
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            path.append(Html.format("%.1f,%.1f ", x(point.x()), y(point.y())));
        }
        marks.add(Html.format(
                "<polyline class=\"line %s\" points=\"%s\"/>",
                style, path.toString().strip()));
        for (Point point : points) {
            marks.add(Html.format(
                    "<circle class=\"dot %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>", style, x(point.x()), y(point.y())));
        }
        int at = TOP + 10 + 20 * legends++;
        marks.add(Html.format(
                "<circle class=\"dot %s\" cx=\"%d\" cy=\"%d\" r=\"4\"/><text x=\"%d\" y=\"%d\">%s</text>",
                style, LEFT + SIDE + 14, at, LEFT + SIDE + 24, at + 4, Html.escape(name)));
        return this;
    }

    /** Names at the horizontal axis in place of its numbers: the first and the last point's. */
    String svg(String first, String last) {
        StringBuilder svg = opened();
        text(svg, x(0), TOP + SIDE + 16, "start", first);
        text(svg, x(1), TOP + SIDE + 16, "end", last);
        return closed(svg);
    }

    String svg() {
        StringBuilder svg = opened();
        for (int tick = 0; tick <= TICKS; tick++) {
            double at = (double) tick / TICKS;
            text(svg, x(at), TOP + SIDE + 16, "middle", Html.format("%.1f", at));
        }
        return closed(svg);
    }

    private StringBuilder opened() {
        int width = LEFT + SIDE + RIGHT;
        int height = TOP + SIDE + BELOW;
        StringBuilder svg = new StringBuilder(Html.format(
                "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" aria-label=\"%s\">",
                width, height, width, Html.escape(title)));
        for (int tick = 0; tick <= TICKS; tick++) {
            double at = (double) tick / TICKS;
            svg.append(Html.format(
                    "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                    x(0), y(at), x(1), y(at)));
            text(svg, x(0) - 6, y(at) + 4, "end", Html.format("%.1f", at));
        }
        text(svg, x(0.5), TOP + SIDE + 34, "middle", across);
        svg.append(Html.format(
                "<text text-anchor=\"middle\" transform=\"translate(12,%.1f) rotate(-90)\">%s</text>",
                y(0.5), Html.escape(up)));
        return svg;
    }

    private String closed(StringBuilder svg) {
        marks.forEach(svg::append);
        return svg.append("</svg>").toString();
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String plain) {
        svg.append(Html.format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, Html.escape(plain)));
    }

    private static double x(double value) {
        return LEFT + SIDE * Math.min(1, Math.max(0, value));
    }

    private static double y(double value) {
        return TOP + SIDE * (1 - Math.min(1, Math.max(0, value)));
    }
}
