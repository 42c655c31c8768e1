package dev.nightjar.job.nightly;

import dev.nightjar.customer.column.CodedText;
import dev.nightjar.feature.FeatureRows;
import org.jspecify.annotations.Nullable;

/**
 * The features of one row, by code.
 *
 * @param rows of a bucket
 * @param row index of the customer
 */
record FeatureValues(FeatureRows rows, int row) {

    /** A {@link Double} or a {@link String}; null where the value is missing or there is no such feature. */
    @Nullable
    Object value(String code) {
        CodedText category = rows.categories().get(code);
        if (category != null) {
            return category.get(row);
        }
        int index = rows.numbers().codes().indexOf(code);
        double value = index < 0 ? Double.NaN : rows.numbers().columns()[index][row];
        return Double.isNaN(value) ? null : value;
    }
}
