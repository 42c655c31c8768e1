package dev.nightjar.source.extract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the end of one SQL statement: where its semicolon is, looking past comments, quoted names and strings. It
 * understands no more of SQL than that; the server does.
 */
final class SqlText {

    private static final Pattern DOLLAR_TAG = Pattern.compile("\\$(?:[A-Za-z_\\x80-\\uffff][\\w\\x80-\\uffff]*)?\\$");

    private final String sql;
    private int at;

    private SqlText(String sql) {
        this.sql = sql;
    }

    /** The text up to its first semicolon, which keeps every character where it is. */
    static String withoutSemicolon(String sql) {
        int end = new SqlText(sql).semicolon(0);
        return end < 0 ? sql : sql.substring(0, end);
    }

    /** Whether nothing but comments and semicolons follow the first statement. */
    static boolean isOneStatement(String sql) {
        SqlText text = new SqlText(sql);
        int end = text.semicolon(0);
        return end < 0 || !text.hasCode(end);
    }

    /** Whether there is nothing but comments. */
    static boolean isEmpty(String sql) {
        return !new SqlText(sql).hasCode(0);
    }

    private int semicolon(int from) {
        at = from;
        while (at < sql.length()) {
            if (sql.charAt(at) == ';') {
                return at;
            }
            skipOne();
        }
        return -1;
    }

    private boolean hasCode(int from) {
        at = from;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (!Character.isWhitespace(c) && c != ';' && !startsComment()) {
                return true;
            }
            skipOne();
        }
        return false;
    }

    private boolean startsComment() {
        return sql.startsWith("--", at) || sql.startsWith("/*", at);
    }

    /** Moves past one character, comment, string or quoted name. */
    private void skipOne() {
        char c = sql.charAt(at);
        if (sql.startsWith("--", at)) {
            skipLineComment();
        } else if (sql.startsWith("/*", at)) {
            skipBlockComment();
        } else if (c == '\'') {
            skipQuoted('\'', at > 0 && (sql.charAt(at - 1) == 'E' || sql.charAt(at - 1) == 'e'));
        } else if (c == '"') {
            skipQuoted('"', false);
        } else if (c == '$') {
            skipDollarQuoted();
        } else {
            at++;
        }
    }

    private void skipLineComment() {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end + 1;
    }

    private void skipBlockComment() {
        int depth = 0;
        do {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < sql.length());
    }

    private void skipQuoted(char quote, boolean backslashes) {
        at++;
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            if (backslashes && c == '\\') {
                at++;
            } else if (c == quote) {
                return;
            }
        }
    }

    private void skipDollarQuoted() {
        Matcher tag = DOLLAR_TAG.matcher(sql).region(at, sql.length());
        if (!tag.lookingAt()) {
            at++;
            return;
        }
        int end = sql.indexOf(tag.group(), tag.end());
        at = end < 0 ? sql.length() : end + tag.group().length();
    }
}
