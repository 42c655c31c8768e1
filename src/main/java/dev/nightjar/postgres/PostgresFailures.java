package dev.nightjar.postgres;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.customer.DataContractException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what a failure of PostgreSQL means for whoever runs the night: act on the settings, the data, or just retry. */
public final class PostgresFailures {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final Pattern SEVERITY = Pattern.compile("^\\p{Lu}+: +");
    private static final Pattern POSITION = Pattern.compile("\\n\\s*\\p{Lu}\\p{L}*: (\\d{1,9})\\s*$");
    private static final Pattern QUOTED_VALUE = Pattern.compile(": \".*\"", Pattern.DOTALL);

    private PostgresFailures() {}

    /** The exception for a connection that could not be opened. */
    static RuntimeException connecting(PostgresSettings settings, SQLException failure) {
        String state = state(failure);
        String server = settings.safeUrl();
        String said = settings.withoutSecrets(text(failure));
        if (hasCause(failure, UnknownHostException.class)) {
            return ConfigurationException.of("unknown host in " + server + ". Check the URL, or the name service");
        }
        return switch (state) {
            case "28P01", "28000", "08004" ->
                ConfigurationException.of("role '" + settings.username() + "' cannot log in at " + server + ": " + said
                        + ". Check username and password, and the server's pg_hba.conf");
            case "3D000" ->
                ConfigurationException.of(
                        "unknown database in " + server + ": " + said + ". Create it, or correct the URL");
            case INSUFFICIENT_PRIVILEGE ->
                ConfigurationException.of("role '" + settings.username() + "' may not connect to " + server + ": "
                        + said + ". Grant connect on the database");
            case "08P01", "99999" ->
                ConfigurationException.of("cannot connect to " + server + ": " + said + ". Correct the URL");
            default ->
                new PostgresUnavailableException(
                        "[" + server + "] not reachable: " + said
                                + ". Nothing was changed; start the server or wait, then run again.",
                        withoutSecrets(settings, failure));
        };
    }

    /**
     * The exception for a statement that failed.
     *
     * @param where place for the message, such as {@code orders.sql}
     * @return {@link ConfigurationException} for a missing privilege, table or column or a syntax error,
     *     {@link PostgresUnavailableException} for a lost connection or anything the server may recover from,
     *     {@link DataContractException} for data the statement cannot handle
     */
    public static RuntimeException running(String where, SQLException failure) {
        String state = state(failure);
        String kind = state.length() < 2 ? "" : state.substring(0, 2);
        String said = text(failure) + " (SQLSTATE " + state + ")";
        return switch (kind) {
            case "42", "3F", "0A" ->
                ConfigurationException.of("[" + where + "] " + said
                        + (INSUFFICIENT_PRIVILEGE.equals(state) ? ". Grant it to the role Nightjar uses" : ""));
            case "22", "23", "21" ->
                new DataContractException("[" + where + "] the data does not fit the statement: "
                        + QUOTED_VALUE.matcher(said).replaceAll(": (value not shown)")
                        + ". Correct the rows, or the cast in the statement.");
            default ->
                new PostgresUnavailableException(
                        "[" + where + "] the server gave up: " + said + ". Nothing was changed; a retry may help.",
                        failure);
        };
    }

    private static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "" : state;
    }

    /** What the server or driver said, without the severity and without details, which may show values of rows. */
    public static String text(SQLException failure) {
        String line = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        String said = SEVERITY.matcher(line).replaceFirst("");
        return said.endsWith(".") ? said.substring(0, said.length() - 1) : said;
    }

    /** Where in the statement the server saw the fault, counted in characters from 1; 0 where it did not say. */
    public static int position(SQLException failure) {
        Matcher matcher = POSITION.matcher(String.valueOf(failure.getMessage()));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static SQLException withoutSecrets(PostgresSettings settings, SQLException failure) {
        return new SQLException(settings.withoutSecrets(text(failure)), failure.getSQLState());
    }
}
