package dev.nightjar.history;

import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.feature.FeatureMatrix;
import dev.nightjar.feature.FeatureRows;
import dev.nightjar.parquet.Column;
import dev.nightjar.parquet.ColumnBlock;
import dev.nightjar.parquet.ColumnFile;
import dev.nightjar.parquet.ColumnFileWriter;
import dev.nightjar.parquet.ColumnKind;
import dev.nightjar.parquet.RowOrder;
import dev.nightjar.parquet.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/** The features of one bucket as of one date as a Parquet file: one row per customer, feature codes as columns. */
public final class FeatureFile {

    static final String REMEDY = "run the night again with another `--attempt`.";

    private static final int ONLY_ROW_GROUP = 0;

    private final ColumnFile file;

    private FeatureFile(ColumnFile file) {
        this.file = file;
    }

    /** Writes the rows of a bucket; a file of that name is replaced. */
    public static void write(Storage storage, Path path, FeatureRows rows) throws IOException {
        try (ColumnFileWriter writer = ColumnFileWriter.create(storage, path, FeatureColumns.columns(rows))) {
            writer.writeRowGroup(ONLY_ROW_GROUP, RowOrder.asIs(rows.size()), FeatureColumns.values(rows));
            writer.commit(Map.of());
        }
    }

    /**
     * Opens the file of a bucket.
     *
     * @throws dev.nightjar.customer.DataContractException if it is missing or damaged
     */
    public static FeatureFile open(Storage storage, Path path) throws IOException {
        return new FeatureFile(ColumnFile.open(storage, path, REMEDY));
    }

    /** The number of customers. */
    public int size() {
        return file.rows(ONLY_ROW_GROUP);
    }

    /** The codes of the numeric features, in their order. */
    public List<String> numberCodes() {
        return FeatureColumns.numbers(file.columns());
    }

    /** All of it. */
    public FeatureRows read() throws IOException {
        ColumnBlock block = file.read(ONLY_ROW_GROUP, kinds(file));
        return FeatureColumns.rows(block, numberCodes(), FeatureColumns.categories(file.columns()));
    }

    /** The customers, in the order of all other columns. */
    public String[] customerIds() throws IOException {
        return FeatureColumns.customerIds(file.read(ONLY_ROW_GROUP, List.of(FeatureColumns.CUSTOMER_ID)));
    }

    /** The facts alone, without reading any feature. */
    public CustomerFacts[] facts() throws IOException {
        return FeatureColumns.facts(file.read(ONLY_ROW_GROUP, FeatureColumns.FACTS));
    }

    /** Some numeric features alone; one that the file lacks has missing values. */
    public FeatureMatrix numbers(List<String> codes) throws IOException {
        List<Column> columns = codes.stream()
                .map(code -> Column.optional(code, ColumnKind.DOUBLE))
                .toList();
        return FeatureColumns.matrix(file.read(ONLY_ROW_GROUP, columns), codes);
    }

    /** The columns of a file, the customer id as text that does not repeat. */
    static List<Column> kinds(ColumnFile file) {
        List<Column> columns = new ArrayList<>(file.columns());
        columns.replaceAll(column ->
                column.name().equals(FeatureColumns.CUSTOMER_ID.name()) ? FeatureColumns.CUSTOMER_ID : column);
        return columns;
    }
}
