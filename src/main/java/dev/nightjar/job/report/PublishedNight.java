package dev.nightjar.job.report;

import dev.nightjar.report.NightReport;
import dev.nightjar.warehouse.Warehouse;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** What the published tables say of one night: counts and sums, no customer. */
final class PublishedNight {

    private static final String PLACE = "report";
    private static final int BANDS = 10;

    /** One pass over the date; which grouping a row is of is told by the column that is not null. */
    private static final String COUNTS = """
            with scored as (
                select
                    cast(least(floor(churn_probability * 10), 9) as integer) as band,
                    churn_risk,
                    reason_1
                from retention.customer_score
                where score_date = :asOf
                    and churn_probability is not null
            )

            select
                band,
                churn_risk,
                reason_1,
                count(*) as customers
            from scored
            group by grouping sets ((band), (churn_risk), (reason_1))
            """;

    private static final String TOTALS = """
            select dimension, member, customers, cltv, cltv_low, cltv_high
            from retention.cltv_segment_total
            where score_date = :asOf
            order by dimension, cltv desc, member
            """;

    private static final String DRIFTS = """
            select feature, psi, level
            from retention.feature_drift
            where score_date = :asOf
            order by psi desc, feature
            """;

    private static final String PAST = """
            select
                score_date,
                max(value) filter (where metric = 'auc') as auc,
                max(value) filter (where metric = 'mean_probability') as mean_probability,
                max(value) filter (where metric = 'base_rate') as base_rate
            from retention.model_monitor
            where score_date < :asOf
                and metric in ('auc', 'mean_probability', 'base_rate')
            group by score_date
            having count(value) = 3
            order by score_date desc
            limit 60
            """;

    private final Warehouse warehouse;
    private final LocalDate asOfDate;

    PublishedNight(Warehouse warehouse, LocalDate asOfDate) {
        this.warehouse = warehouse;
        this.asOfDate = asOfDate;
    }

    private record Counted(
            @Nullable Integer band,
            @Nullable String risk,
            @Nullable String reason,
            long customers) {}

    /** The model that scored the night; null where nobody has a probability. */
    @Nullable
    String churnModelId() {
        return all(
                        "select churn_model_id from retention.customer_score where score_date = :asOf"
                                + " and churn_model_id is not null limit 1",
                        row -> row.getString(1))
                .stream()
                .findFirst()
                .orElse(null);
    }

    /** @param customers how many rows the night has */
    NightReport.Population population(long customers) {
        List<Counted> counts = all(
                COUNTS,
                row -> new Counted(
                        row.getObject("band", Integer.class),
                        row.getString("churn_risk"),
                        row.getString("reason_1"),
                        row.getLong("customers")));
        List<NightReport.Count> bands = new ArrayList<>();
        for (int band = 0; band < BANDS; band++) {
            int wanted = band;
            long inBand = counts.stream()
                    .filter(count -> count.band() != null && count.band() == wanted)
                    .mapToLong(Counted::customers)
                    .sum();
            bands.add(new NightReport.Count(
                    String.format(Locale.ROOT, "%.1f to %.1f", band / 10.0, (band + 1) / 10.0), inBand));
        }
        List<NightReport.Count> risks = new ArrayList<>();
        for (String risk : List.of("high", "medium", "low")) {
            counts.stream()
                    .filter(count -> risk.equals(count.risk()))
                    .forEach(count -> risks.add(new NightReport.Count(risk, count.customers())));
        }
        List<NightReport.Count> reasons = new ArrayList<>();
        for (Counted count : counts) {
            String reason = count.reason();
            if (reason != null) {
                reasons.add(new NightReport.Count(reason, count.customers()));
            }
        }
        reasons.sort(Comparator.comparingLong(NightReport.Count::customers)
                .reversed()
                .thenComparing(NightReport.Count::name));
        long scored = bands.stream().mapToLong(NightReport.Count::customers).sum();
        return new NightReport.Population(customers, scored, bands, risks, reasons);
    }

    List<NightReport.Total> totals() {
        return all(
                TOTALS,
                row -> new NightReport.Total(
                        row.getString("dimension"),
                        row.getString("member"),
                        row.getLong("customers"),
                        row.getDouble("cltv"),
                        number(row, "cltv_low"),
                        number(row, "cltv_high")));
    }

    List<NightReport.Drift> drifts() {
        return all(
                DRIFTS,
                row -> new NightReport.Drift(row.getString("feature"), row.getDouble("psi"), row.getString("level")));
    }

    List<NightReport.Past> past() {
        List<NightReport.Past> newestFirst = all(
                PAST,
                row -> new NightReport.Past(
                        row.getObject("score_date", LocalDate.class),
                        row.getDouble("auc"),
                        row.getDouble("mean_probability"),
                        row.getDouble("base_rate")));
        List<NightReport.Past> oldestFirst = new ArrayList<>(newestFirst);
        oldestFirst.sort(Comparator.comparing(NightReport.Past::scoreDate));
        return oldestFirst;
    }

    /** Reads one row of a result. */
    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> all(String sql, Row<T> reader) {
        return warehouse.transaction(
                PLACE,
                jdbc -> bound(jdbc.sql(sql))
                        .query((row, number) -> reader.read(row))
                        .list());
    }

    private StatementSpec bound(StatementSpec statement) {
        return statement.params(Map.of("asOf", asOfDate));
    }

    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        BigDecimal value = row.getBigDecimal(column);
        return value == null ? null : value.doubleValue();
    }
}
