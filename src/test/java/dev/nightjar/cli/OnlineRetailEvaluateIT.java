package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.SharedData;
import dev.nightjar.SharedShops;
import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nights on a real shop, evaluated at the end of its data, against DuckDB over the file itself. */
class OnlineRetailEvaluateIT {

    private static final String LAST = "2011-12-09";

    private static NightRun night;
    private static NightRun.Result result;

    @BeforeAll
    static void evaluate(@TempDir Path folder) {
        PostgresSettings shop = TestPostgres.freshDatabase();
        Path extract = SharedShops.onlineRetail(shop);
        night = new NightRun(folder, shop, TestPostgres.freshDatabase(), extract)
                .set("nightjar.business-zone", "Europe/London")
                // 14 % of the invoices name no customer
                .set("nightjar.quality.max-rejected-share", "0.2");
        for (String asOf : List.of("2011-06-01", "2011-09-10", LAST)) {
            NightRun.Result nightly = night.run("nightly", "--as-of", asOf);
            assertThat(nightly.exitCode()).as(nightly.err()).isZero();
        }
        result = night.run("evaluate", "--as-of", LAST);
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2011-06-01", "2011-09-10"})
    void realisedFiguresEqualThoseOfTheSourceFile(String scoreDate) throws Exception {
        String figures =
                "select value from retention.model_monitor where score_date = '" + scoreDate + "' and metric = '%s'";
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            load(statement, scoreDate);

            for (String metric : List.of("auc", "base_rate", "brier")) {
                assertThat(night.number(String.format(figures, metric)))
                        .as(metric)
                        .isCloseTo(number(statement, "select " + metric + " from figure"), within(1e-9));
            }
        }
    }

    /** As DESIGN's newest night: the horizon of 2011-09-10 ends on the last day that the history holds. */
    @Test
    void theNewestNightEndsWithTheHistory() {
        assertThat(night.rows("select distinct score_date from retention.model_monitor order by score_date"))
                .containsExactly("2011-06-01", "2011-09-10");
        assertThat(result.out()).contains("2011-09-10, 90 days later");
        System.out.println(result.out());
    }

    private static void load(Statement duckdb, String scoreDate) throws SQLException {
        Path file = SharedData.require("online-retail/online_retail.csv.gz");
        duckdb.execute("create table score (customer text, probability double)");
        StringBuilder values = new StringBuilder();
        for (String row : night.rows("select customer_id, churn_probability from retention.customer_score where"
                + " score_date = '" + scoreDate + "' and churn_probability is not null")) {
            String[] fields = row.split("\\|");
            values.append(values.isEmpty() ? "" : ",")
                    .append("('")
                    .append(fields[0])
                    .append("', ")
                    .append(fields[1])
                    .append(')');
        }
        duckdb.execute("insert into score values " + values);
        duckdb.execute("create view invoice as select InvoiceNo, any_value(CustomerID) as customer,"
                + " min(InvoiceDate::timestamp) as placed_at, sum(Quantity::int * UnitPrice::decimal(18, 4)) as amount"
                + " from read_csv('" + file + "', all_varchar = true) where CustomerID is not null and CustomerID <> ''"
                + " and InvoiceNo not like 'C%' group by InvoiceNo");
        duckdb.execute(
                "create table labelled as select probability, customer not in (select customer from invoice where"
                        + " amount >= 0 and placed_at >= timestamp '" + scoreDate + "' and placed_at < timestamp '"
                        + scoreDate
                        + "' + interval 90 days) as churned from score");
        duckdb.execute("create table figure as select"
                + " (select avg(case when a.probability > b.probability then 1.0 when a.probability = b.probability"
                + " then 0.5 else 0.0 end) from labelled a, labelled b where a.churned and not b.churned) as auc,"
                + " (select avg(churned::int) from labelled) as base_rate,"
                + " (select avg((probability - churned::int) ^ 2) from labelled) as brier");
    }

    private static double number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getDouble(1);
        }
    }
}
