package dev.nightjar.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.SharedData;
import dev.nightjar.customer.BucketHistory;
import dev.nightjar.customer.Money;
import dev.nightjar.feature.family.Feature;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureDifferentialTests {

    private static final int HORIZON_DAYS = 90;
    private static final FeatureCatalogue CATALOGUE = FeatureCatalogue.complete(FeatureOptions.DEFAULTS);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomCustomersHaveTheFeaturesThatSqlComputes(long seed) throws Exception {
        LocalDate asOfDate = LocalDate.of(2026, 3, 1);
        ShopBuilder shop = RandomShop.of(seed, 1_000, Math.toIntExact(asOfDate.toEpochDay()));

        assertEqualToSql(shop, asOfDate);
    }

    @Test
    void onlineRetailHasTheFeaturesThatSqlComputes() throws Exception {
        ShopBuilder shop = onlineRetail(SharedData.require("online-retail/online_retail.csv.gz"));

        Map<String, double[]> vectors = assertEqualToSql(shop, LocalDate.of(2011, 9, 10));

        assertThat(vectors).hasSizeGreaterThan(3_300);
    }

    private static Map<String, double[]> assertEqualToSql(ShopBuilder shop, LocalDate asOfDate) throws Exception {
        Map<String, double[]> vectors = vectors(shop.build(), Math.toIntExact(asOfDate.toEpochDay()));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            load(connection.unwrap(DuckDBConnection.class), shop);
            FeatureOracle oracle = FeatureOracle.compute(connection, asOfDate, HORIZON_DAYS);

            assertThat(oracle.codes()).hasSizeGreaterThanOrEqualTo(30);
            oracle.assertEqual(vectors, CATALOGUE.codes(Feature.Kind.NUMBER));
        }
        return vectors;
    }

    private static Map<String, double[]> vectors(BucketHistory bucket, int asOfDay) {
        FeaturePlan plan = new FeaturePlan(asOfDay, new int[0], HORIZON_DAYS, 365, 0, ChurnDefinition.INACTIVITY);
        FeatureRows rows = BucketFeatures.of(bucket, CATALOGUE, plan).asOf();
        Map<String, double[]> vectors = new HashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            double[] vector = new double[rows.numbers().codes().size()];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = rows.numbers().columns()[i][row];
            }
            vectors.put(rows.customerIds()[row], vector);
        }
        return vectors;
    }

    private static void load(DuckDBConnection connection, ShopBuilder shop) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    create table orders (customer_id text, day date, at_micros bigint, amount decimal(18, 4),
                        status text, discount decimal(18, 4), item_count integer, channel text)""");
            statement.execute("""
                    create table interactions (customer_id text, day date, at_micros bigint, kind text, channel text,
                        value double)""");
        }
        try (DuckDBAppender appender = connection.createAppender("main", "orders")) {
            for (ShopBuilder.Order order : shop.orders) {
                append(appender, order);
            }
        }
        try (DuckDBAppender appender = connection.createAppender("main", "interactions")) {
            for (ShopBuilder.Interaction interaction : shop.interactions) {
                append(appender, interaction);
            }
        }
    }

    private static void append(DuckDBAppender appender, ShopBuilder.Order order) throws SQLException {
        Double discount = order.discount();
        appender.beginRow();
        appender.append(order.customer());
        appender.append(LocalDate.ofEpochDay(order.day()));
        appender.append(order.atMicros());
        appender.append(money(order.amount()));
        appender.append(order.status().text());
        if (discount == null) {
            appender.appendNull();
        } else {
            appender.append(money(ShopBuilder.tenThousandths(discount)));
        }
        appender.append(order.items());
        appender.append(order.channel());
        appender.endRow();
    }

    private static void append(DuckDBAppender appender, ShopBuilder.Interaction interaction) throws SQLException {
        appender.beginRow();
        appender.append(interaction.customer());
        appender.append(LocalDate.ofEpochDay(interaction.day()));
        appender.append(interaction.atMicros());
        appender.append(interaction.kind());
        appender.append(interaction.channel());
        if (Double.isNaN(interaction.value())) {
            appender.appendNull();
        } else {
            appender.append(interaction.value());
        }
        appender.endRow();
    }

    private static BigDecimal money(long tenThousandths) {
        return BigDecimal.valueOf(tenThousandths, 4);
    }

    /** An order is an invoice, its amount the sum of its lines, its pieces the sum of their quantities. */
    private static ShopBuilder onlineRetail(Path file) throws IOException {
        Map<String, Invoice> invoices = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                addLine(invoices, line);
            }
        }
        ShopBuilder shop = new ShopBuilder();
        invoices.values().forEach(invoice -> shop.order(invoice.order()));
        return shop;
    }

    private static void addLine(Map<String, Invoice> invoices, String line) {
        List<String> fields = fields(line);
        String customer = fields.get(6);
        if (customer.isEmpty()) {
            return;
        }
        LocalDateTime at = LocalDateTime.parse(fields.get(4).replace(' ', 'T'));
        Invoice invoice = invoices.computeIfAbsent(fields.get(0), number -> new Invoice(customer, at));
        int quantity = Integer.parseInt(fields.get(3));
        invoice.items += quantity;
        invoice.amount = invoice.amount.add(new BigDecimal(fields.get(5)).multiply(BigDecimal.valueOf(quantity)));
    }

    /** Fields of a line of CSV; a comma within quotes ends none. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        boolean isQuoted = false;
        int from = 0;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '"') {
                isQuoted = !isQuoted;
            } else if (line.charAt(i) == ',' && !isQuoted) {
                fields.add(line.substring(from, i));
                from = i + 1;
            }
        }
        fields.add(line.substring(from));
        return fields;
    }

    private static final class Invoice {

        private final String customer;
        private final LocalDateTime at;
        private BigDecimal amount = BigDecimal.ZERO;
        private int items;

        private Invoice(String customer, LocalDateTime at) {
            this.customer = customer;
            this.at = at;
        }

        private ShopBuilder.Order order() {
            long tenThousandths = amount.setScale(4, RoundingMode.HALF_EVEN)
                    .multiply(BigDecimal.valueOf(Money.SCALE))
                    .longValueExact();
            return ShopBuilder.Order.of(
                            customer, Math.toIntExact(at.toLocalDate().toEpochDay()), 0)
                    .amount(tenThousandths)
                    .at(at.toLocalTime().toSecondOfDay())
                    .with(null, items, null);
        }
    }
}
