package dev.nightjar.history;

import dev.nightjar.cltv.PurchaseSummary;
import dev.nightjar.cltv.money.CostedSales;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.customer.column.TextColumn;
import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.feature.FeatureMatrix;
import dev.nightjar.feature.FeatureRows;
import dev.nightjar.parquet.Column;
import dev.nightjar.parquet.ColumnBlock;
import dev.nightjar.parquet.ColumnKind;
import dev.nightjar.parquet.ColumnValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** Feature rows as columns and back: the customer id, facts by their prefix, then numbers and categories by code. */
final class FeatureColumns {

    static final Column CUSTOMER_ID = Column.required("customer_id", ColumnKind.TEXT);

    private static final String FACT_PREFIX = "fact_";
    static final List<Column> FACTS = List.of(
            Column.required("fact_order_count", ColumnKind.INT),
            Column.required("fact_first_order_on", ColumnKind.DATE),
            Column.required("fact_last_order_on", ColumnKind.DATE),
            Column.optional("fact_previous_order_on", ColumnKind.DATE),
            Column.optional("fact_last_order_year_ago_on", ColumnKind.DATE),
            Column.required("fact_completed_value", ColumnKind.MONEY),
            Column.required("fact_refunded_value", ColumnKind.MONEY),
            Column.required("fact_repeat_purchases", ColumnKind.INT),
            Column.required("fact_recency_weeks", ColumnKind.DOUBLE),
            Column.required("fact_age_weeks", ColumnKind.DOUBLE),
            Column.optional("fact_mean_repeat_purchase", ColumnKind.DOUBLE),
            Column.optional("fact_median_gap_days", ColumnKind.DOUBLE),
            Column.optional("fact_costed_orders", ColumnKind.INT),
            Column.optional("fact_costed_value", ColumnKind.MONEY),
            Column.optional("fact_cost", ColumnKind.MONEY),
            Column.optional("fact_cancelled_on", ColumnKind.DATE));

    private FeatureColumns() {}

    /** The columns of these rows, in the order of {@link #values}. */
    static List<Column> columns(FeatureRows rows) {
        List<Column> columns = new ArrayList<>();
        columns.add(CUSTOMER_ID);
        columns.addAll(FACTS);
        rows.numbers().codes().forEach(code -> columns.add(Column.optional(code, ColumnKind.DOUBLE)));
        rows.categories().keySet().forEach(code -> columns.add(Column.optional(code, ColumnKind.CODED_TEXT)));
        return columns;
    }

    static List<ColumnValues> values(FeatureRows rows) {
        List<ColumnValues> values = new ArrayList<>();
        values.add(new ColumnValues.Text(TextColumn.of(rows.customerIds())));
        values.addAll(factValues(rows.facts()));
        for (double[] column : rows.numbers().columns()) {
            values.add(new ColumnValues.Doubles(column));
        }
        rows.categories().values().forEach(column -> values.add(new ColumnValues.Coded(column)));
        return values;
    }

    /** The codes of the numeric features of a file, in its order. */
    static List<String> numbers(List<Column> columns) {
        return features(columns, ColumnKind.DOUBLE);
    }

    /** The codes of the categories of a file, in its order. */
    static List<String> categories(List<Column> columns) {
        return features(columns, ColumnKind.CODED_TEXT);
    }

    static FeatureRows rows(ColumnBlock block, List<String> numbers, List<String> categories) {
        Map<String, CodedText> texts = new LinkedHashMap<>();
        categories.forEach(code -> texts.put(code, block.coded(code)));
        return new FeatureRows(customerIds(block), matrix(block, numbers), texts, facts(block));
    }

    static FeatureMatrix matrix(ColumnBlock block, List<String> numbers) {
        double[][] columns = numbers.stream().map(block::doubles).toArray(double[][]::new);
        return new FeatureMatrix(numbers, columns, block.rows());
    }

    static String[] customerIds(ColumnBlock block) {
        String[] ids = new String[block.rows()];
        Arrays.setAll(ids, block.text(CUSTOMER_ID.name())::get);
        return ids;
    }

    static CustomerFacts[] facts(ColumnBlock block) {
        int[] orderCount = block.ints("fact_order_count");
        int[] first = block.ints("fact_first_order_on");
        int[] last = block.ints("fact_last_order_on");
        int[] previous = block.ints("fact_previous_order_on");
        int[] yearAgo = block.ints("fact_last_order_year_ago_on");
        long[] completed = block.longs("fact_completed_value");
        long[] refunded = block.longs("fact_refunded_value");
        int[] repeats = block.ints("fact_repeat_purchases");
        double[] recency = block.doubles("fact_recency_weeks");
        double[] age = block.doubles("fact_age_weeks");
        double[] mean = block.doubles("fact_mean_repeat_purchase");
        double[] gap = block.doubles("fact_median_gap_days");
        int[] costedOrders = block.ints("fact_costed_orders");
        long[] costedValue = block.longs("fact_costed_value");
        long[] cost = block.longs("fact_cost");
        int[] cancelled = block.ints("fact_cancelled_on");
        CustomerFacts[] facts = new CustomerFacts[block.rows()];
        for (int row = 0; row < facts.length; row++) {
            facts[row] = new CustomerFacts(
                    orderCount[row],
                    first[row],
                    last[row],
                    previous[row],
                    yearAgo[row],
                    completed[row],
                    refunded[row],
                    new PurchaseSummary(repeats[row], recency[row], age[row]),
                    mean[row],
                    gap[row],
                    costed(costedOrders[row], costedValue[row], cost[row]),
                    cancelled[row]);
        }
        return facts;
    }

    /** Files written before costs were kept lack the columns: nothing is known then. */
    private static CostedSales costed(int orders, long value, long cost) {
        return orders <= 0 ? CostedSales.NONE : new CostedSales(orders, value, cost);
    }

    private static List<ColumnValues> factValues(CustomerFacts[] facts) {
        return List.of(
                ints(facts, CustomerFacts::orderCount),
                ints(facts, CustomerFacts::firstOrderDay),
                ints(facts, CustomerFacts::lastOrderDay),
                ints(facts, CustomerFacts::previousOrderDay),
                ints(facts, CustomerFacts::lastOrderDayYearAgo),
                longs(facts, CustomerFacts::completedValue),
                longs(facts, CustomerFacts::refundedValue),
                ints(facts, fact -> fact.purchases().repeatPurchases()),
                doubles(facts, fact -> fact.purchases().recencyWeeks()),
                doubles(facts, fact -> fact.purchases().ageWeeks()),
                doubles(facts, CustomerFacts::meanRepeatPurchase),
                doubles(facts, CustomerFacts::medianGapDays),
                ints(facts, fact -> fact.costed().orders()),
                longs(facts, fact -> fact.costed().value()),
                longs(facts, fact -> fact.costed().cost()),
                ints(facts, CustomerFacts::cancelledDay));
    }

    private static List<String> features(List<Column> columns, ColumnKind kind) {
        return columns.stream()
                .filter(column -> column.kind() == kind && column.presence() == Column.Presence.OPTIONAL)
                .map(Column::name)
                .filter(name -> !name.startsWith(FACT_PREFIX))
                .toList();
    }

    private static ColumnValues ints(CustomerFacts[] facts, ToIntFunction<CustomerFacts> value) {
        return new ColumnValues.Ints(Arrays.stream(facts).mapToInt(value).toArray());
    }

    private static ColumnValues longs(CustomerFacts[] facts, ToLongFunction<CustomerFacts> value) {
        return new ColumnValues.Longs(Arrays.stream(facts).mapToLong(value).toArray());
    }

    private static ColumnValues doubles(CustomerFacts[] facts, ToDoubleFunction<CustomerFacts> value) {
        return new ColumnValues.Doubles(Arrays.stream(facts).mapToDouble(value).toArray());
    }
}
