package dev.nightjar.cli;

import dev.nightjar.job.Explanation;
import dev.nightjar.job.Ledger;
import dev.nightjar.job.Night;
import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.warehouse.RejectedRows;
import dev.nightjar.warehouse.RunSteps;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a night did, for a person who sees it for the first time. */
final class DemoSummary {

    private static final int BAR_WIDTH = 30;

    private final PrintStream out;
    private final Ledger ledger;
    private final NightjarProperties properties;
    private final String report;

    /** @param report where the report of the night is */
    DemoSummary(PrintStream out, Ledger ledger, NightjarProperties properties, String report) {
        this.out = out;
        this.ledger = ledger;
        this.properties = properties;
        this.report = report;
    }

    /** Prints it. */
    void print(Night night, double seconds) throws IOException {
        out.printf(Locale.ROOT, "%nThe night as of %s, in %.0f s%n", night.asOfDate(), seconds);
        printRead(night);
        printLearnt(night);
        printScored(night);
        printCustomers(night);
        out.printf("%nLook around%n");
        out.println(
                "  tables       retention.customer_score_latest, customer_score, churn_model, cltv_model, run, run_step");
        out.println("  report       " + report);
        out.println(
                "  connect      java -jar target/nightjar.jar serve      prints a read-only URL for psql or a BI tool");
        out.println("  runs         java -jar target/nightjar.jar status");
        out.println("  a customer   java -jar target/nightjar.jar explain CUSTOMER_ID");
        out.println("  models       java -jar target/nightjar.jar models");
        out.println("  your shop    copy sql/extract, edit it, name it in jobs/nightly/job.yaml; then doctor, nightly");
    }

    /** The same night for a program: what was read, learnt and scored. */
    Map<String, @Nullable Object> json(Night night, double seconds) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("run_id", night.runId());
        json.put("as_of_date", night.asOfDate().toString());
        json.put("seconds", seconds);
        json.put("report", report);
        for (RunSteps.Step step : ledger.steps().of(night.runId())) {
            if (step.step().equals("extract-history")) {
                json.put("rows_read", step.counts().rowsRead());
                json.put("rows_rejected", step.counts().rowsRejected());
            }
        }
        json.put("churn_model", first("select model_id, status, test_auc from retention.churn_model", night));
        json.put("cltv_model", first("select model_id, status, customers from retention.cltv_model", night));
        json.put(
                "scored",
                number(rows(
                                "select count(*) as customers from retention.customer_score where score_date = :asOf",
                                night)
                        .get(0)
                        .get("customers")));
        return json;
    }

    private @Nullable Map<String, Object> first(String select, Night night) {
        List<Map<String, Object>> rows =
                rows(select + " where as_of_date = :asOf order by model_id desc limit 1", night);
        return rows.isEmpty() ? null : rows.get(0);
    }

    private void printRead(Night night) {
        out.printf("%nRead%n");
        for (RunSteps.Step step : ledger.steps().of(night.runId())) {
            if (step.step().equals("extract-history")) {
                out.printf(
                        Locale.ROOT,
                        "  %,d rows read, %,d kept, %,d rejected%n",
                        step.counts().rowsRead(),
                        step.counts().rowsWritten(),
                        step.counts().rowsRejected());
            }
        }
        List<RejectedRows.Count> rejected = ledger.rejected().counts(night.runId());
        if (!rejected.isEmpty()) {
            TextTable table = new TextTable("rejected from", "column", "reason", "rows");
            rejected.forEach(count -> table.row(
                    count.table(), Objects.requireNonNullElse(count.column(), ""), count.reason(), count.rows()));
            out.print(table.render("  "));
        }
    }

    private void printLearnt(Night night) {
        out.printf("%nLearnt%n");
        for (Map<String, Object> model : rows(
                "select model_id, status, training_rows, test_rows, test_auc, test_log_loss, test_calibration_error,"
                        + " baseline_name, baseline_auc from retention.churn_model where as_of_date = :asOf"
                        + " order by model_id desc limit 1",
                night)) {
            out.printf(
                    Locale.ROOT,
                    "  churn        %s is %s: AUC %s on %s customers it had not seen (%s: %s), log-loss %s%n",
                    model.get("model_id"),
                    model.get("status"),
                    rounded(model.get("test_auc")),
                    model.get("test_rows"),
                    model.get("baseline_name"),
                    rounded(model.get("baseline_auc")),
                    rounded(model.get("test_log_loss")));
        }
        for (Map<String, Object> model : rows(
                "select customers, repeat_customers, bgnbd_r, bgnbd_alpha, bgnbd_a, bgnbd_b from retention.cltv_model"
                        + " where as_of_date = :asOf order by model_id desc limit 1",
                night)) {
            out.printf(
                    Locale.ROOT,
                    "  value        BG/NBD r %s, alpha %s, a %s, b %s on %,d customers, %,d of them repeat buyers%n",
                    rounded(model.get("bgnbd_r")),
                    rounded(model.get("bgnbd_alpha")),
                    rounded(model.get("bgnbd_a")),
                    rounded(model.get("bgnbd_b")),
                    count(model),
                    number(model.get("repeat_customers")));
        }
    }

    private void printScored(Night night) {
        out.printf("%nScored%n");
        List<Map<String, Object>> stages = rows(
                "select lifecycle_stage, count(*) as customers, round(avg(churn_probability)::numeric, 2) as churn,"
                        + " round(sum(cltv)) as cltv from retention.customer_score where score_date = :asOf"
                        + " group by lifecycle_stage order by count(*) desc",
                night);
        long most = stages.stream().mapToLong(stage -> count(stage)).max().orElse(1);
        TextTable table = new TextTable("stage", "customers", "churn", "CLTV " + properties.baseCurrency(), "");
        for (Map<String, Object> stage : stages) {
            long customers = count(stage);
            table.row(
                    String.valueOf(stage.get("lifecycle_stage")),
                    String.format(Locale.ROOT, "%,d", customers),
                    Objects.requireNonNullElse(stage.get("churn"), "-"),
                    stage.get("cltv") instanceof Number cltv
                            ? String.format(Locale.ROOT, "%,.0f", cltv.doubleValue())
                            : "-",
                    "#".repeat((int) Math.max(1, BAR_WIDTH * customers / most)));
        }
        out.print(table.render("  "));
    }

    /** Three that a marketer would want to see: most valuable among those about to leave, safest, and most valuable. */
    private void printCustomers(Night night) throws IOException {
        out.printf("%nThree customers%n");
        ExplanationText text = new ExplanationText(properties.baseCurrency());
        for (Map<String, Object> customer : rows(
                "(select customer_id::text from retention.customer_score where score_date = :asOf and churn_risk = 'high'"
                        + " order by cltv desc, customer_id limit 1) union all"
                        + " (select customer_id::text from retention.customer_score where score_date = :asOf"
                        + " order by churn_probability nulls last, customer_id limit 1) union all"
                        + " (select customer_id::text from retention.customer_score where score_date = :asOf"
                        + " order by cltv desc nulls last, customer_id limit 1)",
                night)) {
            String id = String.valueOf(customer.get("customer_id"));
            out.print(text.of(Explanation.read(ledger, properties, id, night.asOfDate()))
                    .indent(2));
        }
    }

    private List<Map<String, Object>> rows(String sql, Night night) {
        return ledger.warehouse()
                .transaction(
                        "summary",
                        jdbc -> jdbc.sql(sql)
                                .param("asOf", night.asOfDate())
                                .query()
                                .listOfRows());
    }

    private static long count(Map<String, Object> row) {
        return number(row.get("customers"));
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static String rounded(@Nullable Object value) {
        return value instanceof Number number ? String.format(Locale.ROOT, "%.3f", number.doubleValue()) : "-";
    }
}
