package dev.nightjar.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns: numbers to the right, the rest to the left. */
public final class TextTable {

    private static final String GAP = "  ";

    private final List<String[]> rows = new ArrayList<>();

    /** A table with these column heads. */
    public TextTable(String... heads) {
        rows.add(heads);
    }

    /** Adds a row with one cell per head. */
    public TextTable row(Object... cells) {
        if (cells.length != rows.get(0).length) {
            throw new IllegalArgumentException("a row must have " + rows.get(0).length + " cells, had " + cells.length);
        }
        String[] texts = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            texts[i] = String.valueOf(cells[i]);
        }
        rows.add(texts);
        return this;
    }

    /** The lines of the table, heads first, each after the indent. */
    public String render(String indent) {
        int columns = rows.get(0).length;
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int column = 0; column < columns; column++) {
                line.append(column == 0 ? "" : GAP).append(pad(row[column], width(column), isNumeric(column)));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> length(row[column])).max().orElse(0);
    }

    private boolean isNumeric(int column) {
        return rows.size() > 1 && rows.stream().skip(1).allMatch(row -> row[column].matches("[-+]?[\\d,.]+( ?%)?|-|"));
    }

    private static String pad(String text, int width, boolean toTheRight) {
        String blanks = " ".repeat(width - length(text));
        return toTheRight ? blanks + text : text + blanks;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
