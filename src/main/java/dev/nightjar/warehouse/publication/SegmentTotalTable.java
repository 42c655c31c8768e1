package dev.nightjar.warehouse.publication;

import dev.nightjar.cltv.interval.SegmentTotal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code cltv_segment_total}: its rows of a date are replaced together with the scores of that date. */
final class SegmentTotalTable {

    private static final int PUBLISHED_DECIMALS = 2;

    private SegmentTotalTable() {}

    /** Replaces the totals of a date, in the transaction of the caller. */
    static void replace(JdbcClient jdbc, LocalDate asOfDate, List<SegmentTotal> totals) {
        jdbc.sql("delete from retention.cltv_segment_total where score_date = ?")
                .param(asOfDate)
                .update();
        for (SegmentTotal total : totals) {
            jdbc.sql("""
                            insert into retention.cltv_segment_total (
                                score_date, dimension, member, customers, cltv, cltv_low, cltv_high
                            )
                            values (?, ?, ?, ?, ?, ?, ?)
                            """)
                    .param(asOfDate)
                    .param(total.dimension())
                    .param(total.member())
                    .param(total.customers())
                    .param(BigDecimal.valueOf(total.cents(), PUBLISHED_DECIMALS))
                    .param(money(total.low()))
                    .param(money(total.high()))
                    .update();
        }
    }

    private static @Nullable BigDecimal money(@Nullable Double value) {
        return value == null ? null : BigDecimal.valueOf(value).setScale(PUBLISHED_DECIMALS, RoundingMode.HALF_EVEN);
    }
}
