package dev.nightjar.postgres;

import dev.nightjar.customer.ConfigurationException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Where a PostgreSQL database is and who connects to it. The password is in no text made of this record, also when it is
 * part of the URL.
 *
 * @param url JDBC URL, {@code jdbc:postgresql://host:port/database}; its parameters win over the other settings
 * @param username role to connect as; empty when the URL names it
 * @param password empty where the server asks for none
 */
public record PostgresSettings(String url, String username, String password) {

    private static final String PREFIX = "jdbc:postgresql:";
    private static final String CONNECT_SECONDS = "10";
    private static final String LOGIN_SECONDS = "20";
    private static final Pattern SECRET_PARAMETER =
            Pattern.compile("(?i)([?&;](?:[a-z]*password|passfile|pwd|secret)=)[^&;]*");
    private static final Pattern USER_INFO = Pattern.compile("(//[^/?@]*?:)[^/?]*@");

    /**
     * Opens a connection named {@code nightjar} in the server's views. It gives up after 10 seconds without an answer;
     * once open it waits as long as a statement takes, and notices a dead peer by TCP keep-alive.
     *
     * @throws ConfigurationException if the URL is none, the host or database is unknown or the server refuses the role
     * @throws PostgresUnavailableException if the server does not answer or takes no more connections
     */
    public Connection connect() {
        if (!url.startsWith(PREFIX)) {
            throw ConfigurationException.of(
                    "not a PostgreSQL URL: expected jdbc:postgresql://host:port/database, was " + safeUrl());
        }
        Properties properties = new Properties();
        if (!username.isEmpty()) {
            properties.setProperty("user", username);
        }
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "nightjar");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", LOGIN_SECONDS);
        try {
            return DriverManager.getConnection(url, properties);
        } catch (SQLException e) {
            throw PostgresFailures.connecting(this, e);
        }
    }

    /** The URL with every password in it replaced by stars. */
    public String safeUrl() {
        String masked = SECRET_PARAMETER.matcher(url).replaceAll("$1***");
        return USER_INFO.matcher(masked).replaceAll("$1***@");
    }

    /** This text without what is secret in these settings, should a driver or server have repeated it. */
    String withoutSecrets(String text) {
        String clean = text.replace(url, safeUrl());
        return password.length() < 4 ? clean : clean.replace(password, "***");
    }

    @Override
    public String toString() {
        return "PostgresSettings[url=" + safeUrl() + ", username=" + username + ", password=***]";
    }
}
