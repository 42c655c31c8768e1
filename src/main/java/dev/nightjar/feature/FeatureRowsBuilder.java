package dev.nightjar.feature;

import dev.nightjar.customer.CustomerHistory;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.feature.family.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes rows one customer after the other into columns. */
final class FeatureRowsBuilder {

    private static final int BLOCK_ROWS = 16;

    private final List<String> numberCodes;
    private final List<String> categoryCodes;
    private final FeatureCalculator calculator;
    /** The last rows, one after the other: a column of several is filled at once, for each lies in memory of its own. */
    private final double[][] block;

    private final @Nullable String[] texts;
    private final double[][] columns;
    private final @Nullable String[][] textColumns;
    private final String[] customerIds;
    private final List<CustomerFacts> facts = new ArrayList<>();

    FeatureRowsBuilder(FeatureCatalogue catalogue, FeatureCalculator calculator, int capacity) {
        this.calculator = calculator;
        numberCodes = catalogue.codes(Feature.Kind.NUMBER);
        categoryCodes = catalogue.codes(Feature.Kind.CATEGORY);
        block = new double[BLOCK_ROWS][numberCodes.size()];
        texts = new String[categoryCodes.size()];
        columns = new double[numberCodes.size()][capacity];
        textColumns = new String[categoryCodes.size()][capacity];
        customerIds = new String[capacity];
    }

    void add(CustomerHistory history, int day, CustomerFacts customerFacts) {
        int row = facts.size();
        calculator.calculate(history, day, block[row % BLOCK_ROWS]);
        calculator.categories(texts);
        for (int i = 0; i < texts.length; i++) {
            textColumns[i][row] = texts[i];
        }
        customerIds[row] = history.customerId();
        facts.add(customerFacts);
        if (facts.size() % BLOCK_ROWS == 0) {
            fillColumns();
        }
    }

    /** Puts the rows of the block into the columns. */
    private void fillColumns() {
        int first = (facts.size() - 1) / BLOCK_ROWS * BLOCK_ROWS;
        int rows = facts.size() - first;
        for (int i = 0; i < columns.length; i++) {
            for (int row = 0; row < rows; row++) {
                columns[i][first + row] = block[row][i];
            }
        }
    }

    FeatureRows build() {
        int rows = facts.size();
        if (rows % BLOCK_ROWS != 0) {
            fillColumns();
        }
        double[][] filled = new double[columns.length][];
        Arrays.setAll(filled, i -> trim(columns[i], rows));
        Map<String, CodedText> categories = new LinkedHashMap<>();
        for (int i = 0; i < textColumns.length; i++) {
            categories.put(categoryCodes.get(i), CodedText.of(Arrays.copyOf(textColumns[i], rows)));
        }
        return new FeatureRows(
                Arrays.copyOf(customerIds, rows),
                new FeatureMatrix(numberCodes, filled, rows),
                categories,
                facts.toArray(new CustomerFacts[0]));
    }

    private static double[] trim(double[] column, int rows) {
        return column.length == rows ? column : Arrays.copyOf(column, rows);
    }
}
