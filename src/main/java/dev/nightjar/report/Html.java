package dev.nightjar.report;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** HTML as text. Everything that is not markup of our own is escaped, for names may come from a shop's data. */
final class Html {

    private final StringBuilder text = new StringBuilder();

    /** The text with what HTML gives a meaning replaced. */
    static String escape(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Adds markup as it is. */
    Html raw(String markup) {
        text.append(markup).append('\n');
        return this;
    }

    Html heading(String plain) {
        return raw("<h2>" + escape(plain) + "</h2>");
    }

    Html paragraph(String plain) {
        return raw("<p>" + escape(plain) + "</p>");
    }

    /** A plot with the sentence that says how to read it. */
    Html figure(String svg, String caption) {
        return raw("<figure>" + svg + "<figcaption>" + escape(caption) + "</figcaption></figure>");
    }

    /**
     * A table.
     *
     * @param head names of columns; those that begin with {@code #} hold numbers and are aligned to the right
     */
    Html table(List<String> head, List<List<String>> rows) {
        raw("<table><thead><tr>");
        for (String column : head) {
            raw(
                    column.startsWith("#")
                            ? "<th class=\"number\">" + escape(column.substring(1)) + "</th>"
                            : "<th>" + escape(column) + "</th>");
        }
        raw("</tr></thead><tbody>");
        for (List<String> row : rows) {
            raw("<tr>");
            for (int column = 0; column < row.size(); column++) {
                String cell = escape(row.get(column)) + "</td>";
                raw((head.get(column).startsWith("#") ? "<td class=\"number\">" : "<td>") + cell);
            }
            raw("</tr>");
        }
        return raw("</tbody></table>");
    }

    /** Formats as in English, whatever the machine's language. */
    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /** A share of 0 to 1, such as {@code 12.5 %}. */
    static String percent(double share) {
        return format("%.1f %%", 100 * share);
    }

    /** A value that may be unknown, and then is left empty. */
    static String optional(String pattern, @Nullable Double value) {
        return value == null ? "" : format(pattern, value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
