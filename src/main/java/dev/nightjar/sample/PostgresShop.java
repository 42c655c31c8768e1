package dev.nightjar.sample;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.postgres.PostgresFailures;
import dev.nightjar.postgres.PostgresSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts a sample shop into schema {@code shop} of a PostgreSQL database, in one transaction: readers see the shop of
 * before or the new one, and after a failure nothing has changed.
 */
public final class PostgresShop {

    /** What the comment on a schema must begin with for it to be replaced. */
    static final String MARK = "Sample shop";

    private static final String TABLES_SQL = "/sql/sample/shop.sql";
    private static final String INDEXES_SQL = "/sql/sample/indexes.sql";
    private static final String COMMENT_SQL =
            "select coalesce(obj_description(oid, 'pg_namespace'), '')" + " from pg_namespace where nspname = 'shop'";

    private final PostgresSettings settings;

    public PostgresShop(PostgresSettings settings) {
        this.settings = settings;
    }

    /**
     * Generates the shop and replaces the one that is there.
     *
     * @param threads how many generate, at least 1; the rows are the same for any number
     * @param progress told the number of customers done so far, from the calling thread
     * @return what was written
     * @throws ConfigurationException if there is a schema {@code shop} that is no sample shop, or a privilege is missing
     * @throws dev.nightjar.postgres.PostgresUnavailableException if the server is gone; a retry may help
     * @throws InterruptedException if the calling thread is interrupted; nothing has changed then
     */
    public SampleShop.Size replace(SampleShop shop, int threads, LongConsumer progress) throws InterruptedException {
        try (Connection connection = settings.connect()) {
            connection.setAutoCommit(false);
            requireReplaceable(connection);
            execute(connection, TABLES_SQL);
            SampleShop.Size size = fill(connection, shop, threads, progress);
            execute(connection, INDEXES_SQL);
            connection.commit();
            return size;
        } catch (SQLException e) {
            throw PostgresFailures.running("sample shop", e);
        }
    }

    private static SampleShop.Size fill(Connection connection, SampleShop shop, int threads, LongConsumer progress)
            throws InterruptedException {
        ShopCalendar calendar = shop.calendar();
        ShopCopy copy = new ShopCopy(connection);
        SampleShop.Size[] size = {SampleShop.Size.NONE};
        copy.rates(calendar);
        new ShopChunks(shop, calendar).inOrder(threads, chunk -> {
            copy.orders(chunk.orders());
            copy.interactions(chunk.interactions());
            copy.customers(chunk.profiles());
            size[0] = size[0].plus(chunk);
            progress.accept(chunk.lastCustomerId());
        });
        return size[0];
    }

    private static void requireReplaceable(Connection connection) throws SQLException {
        String comment = commentOnSchema(connection);
        if (comment != null && !comment.startsWith(MARK)) {
            throw ConfigurationException.of(
                    "schema shop holds something else: expected none, or one whose comment begins"
                            + " with '" + MARK + "', was '" + comment
                            + "'. Nothing was changed; use another database, or drop"
                            + " the schema");
        }
    }

    /** The comment, empty where there is none; null where there is no schema. */
    private static @Nullable String commentOnSchema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COMMENT_SQL)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private static void execute(Connection connection, String resource) throws SQLException {
        try (InputStream in = PostgresShop.class.getResourceAsStream(resource);
                Statement statement = connection.createStatement()) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing in this build");
            }
            statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }
}
