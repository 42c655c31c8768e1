package dev.nightjar;

import dev.nightjar.postgres.PostgresSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * The real data sets as shops: each method fills tables of a database as they are in the files and returns the folder of
 * SELECTs that maps them to the canonical columns. Tests are skipped where the files are missing.
 */
public final class SharedShops {

    private static final Path EXTRACT = Path.of("src/test/resources/extract").toAbsolutePath();

    private SharedShops() {}

    /** 6,919 purchases of 2,357 customers, ids as integers. */
    public static Path cdnowSample(PostgresSettings database) {
        Path file = SharedData.require("cdnow/CDNOW_sample.txt");
        return cdnow(database, "cdnow_sample", "cdnow-sample", lines(file).split("\n"), 0);
    }

    /** 69,659 purchases of 23,570 customers, ids as integers. */
    public static Path cdnowMaster(PostgresSettings database) {
        Path file = SharedData.require("cdnow/CDNOW_master.txt.gz");
        String[] lines = lines(file).split("\n");
        return cdnow(database, "cdnow_master", "cdnow-master", lines, 1);
    }

    private static Path cdnow(
            PostgresSettings database, String schema, String folder, String[] lines, int headerLines) {
        String csv = IntStream.range(headerLines, lines.length)
                .mapToObj(i -> (i + 1 - headerLines) + "," + cdnowFields(lines[i], headerLines == 0))
                .collect(Collectors.joining("\n"));
        load(
                database,
                "create schema " + schema,
                "create table " + schema + ".purchase (line_number integer, customer_id integer, bought_on date,"
                        + " cds integer, dollar_value numeric(10,2))");
        copy(database, schema + ".purchase", csv);
        return EXTRACT.resolve(folder);
    }

    /** Customer, date, count and value; the sample has its own customer number after the one in the master file. */
    private static String cdnowFields(String line, boolean hasSampleId) {
        String[] fields = line.strip().split("\\s+");
        int date = hasSampleId ? 2 : 1;
        return fields[0] + "," + fields[date] + "," + fields[date + 1] + "," + fields[date + 2];
    }

    /** 25,900 invoices of 541,909 lines, ids as text, times without zone. */
    public static Path onlineRetail(PostgresSettings database) {
        Path file = SharedData.require("online-retail/online_retail.csv.gz");
        load(
                database,
                "create schema online_retail",
                "create table online_retail.line (invoice_no text, stock_code text, description text, quantity integer,"
                        + " invoice_date timestamp, unit_price numeric, customer_id text, country text)");
        copyFile(database, "online_retail.line", file);
        load(database, "analyze online_retail.line");
        return EXTRACT.resolve("online-retail");
    }

    /** 32,393 purchases from two tables, 20,020 reviews, 5,000 contacts with attributes. */
    public static Path contoso(PostgresSettings database) {
        load(
                database,
                "create schema contoso",
                "create table contoso.contact (contact_id text, gender text, date_of_birth text, city text, state text,"
                        + " country text, created_on date, loyalty_tier text, email_subscriber text, income numeric,"
                        + " occupation text, customer_satisfaction text)",
                "create table contoso.loyalty (loyalty_id text, contact_id text, reward_points integer, created_on date)",
                "create table contoso.online_purchase (contact_id text, purchase_id text, product_id text,"
                        + " purchased_on date, total_price numeric)",
                "create table contoso.pos_purchase (loyalty_id text, purchase_id text, product_id text,"
                        + " purchased_on date, total_price numeric, reward_points_added integer)",
                "create table contoso.website_review (review_id text, contact_id text, review_rating integer,"
                        + " review_date date)");
        for (String table : new String[] {"contact", "loyalty", "online_purchase", "pos_purchase", "website_review"}) {
            copyFile(database, "contoso." + table, SharedData.require("contoso/" + table + ".csv.gz"));
        }
        load(database, "analyze");
        return EXTRACT.resolve("contoso");
    }

    private static void load(PostgresSettings database, String... statements) {
        TestPostgres.execute(database, statements);
    }

    private static void copy(PostgresSettings database, String table, String csv) {
        try (Connection connection = database.connect()) {
            new CopyManager(connection.unwrap(BaseConnection.class))
                    .copyIn("copy " + table + " from stdin (format csv)", new StringReader(csv));
        } catch (SQLException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyFile(PostgresSettings database, String table, Path file) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                InputStream csv = new GZIPInputStream(Files.newInputStream(file))) {
            statement.execute("set datestyle = 'ISO, MDY'");
            new CopyManager(connection.unwrap(BaseConnection.class))
                    .copyIn("copy " + table + " from stdin (format csv, header)", csv);
        } catch (SQLException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lines(Path file) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(text, StandardCharsets.US_ASCII))) {
            return reader.lines().filter(line -> !line.isBlank()).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
