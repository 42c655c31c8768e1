package dev.nightjar.warehouse.publication;

import dev.nightjar.customer.DataContractException;
import dev.nightjar.parquet.ColumnBlock;
import dev.nightjar.parquet.ColumnFile;
import dev.nightjar.parquet.ColumnFileWriter;
import dev.nightjar.parquet.RowOrder;
import dev.nightjar.parquet.Storage;
import dev.nightjar.score.CustomerScore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * Scores of one bucket as a Parquet file, before and after segments are assigned. It holds everything that a
 * {@link CustomerScore} does, unrounded, under the names of {@code retention.customer_score} where there is such a column.
 */
public final class ScoreFile {

    private static final String VERSION_KEY = "nightjar.score-file";
    private static final String VERSION = "1";
    private static final String REMEDY = "run a further attempt, which writes it again.";
    private static final int ROW_GROUP = 0;

    private ScoreFile() {}

    /**
     * What ranks are fitted on.
     *
     * @param churnProbability one per customer; NaN where there is none
     * @param cltv one per customer, in the same order; NaN where there is none
     */
    public record Ranked(double[] churnProbability, double[] cltv) {}

    /**
     * Writes scores in the order given. The same scores give the same bytes.
     *
     * @throws IllegalArgumentException if a number that should be there is NaN
     */
    public static void write(Storage storage, Path file, List<CustomerScore> scores) throws IOException {
        try (ColumnFileWriter writer = ColumnFileWriter.create(storage, file, ScoreColumns.COLUMNS)) {
            writer.writeRowGroup(ROW_GROUP, RowOrder.asIs(scores.size()), ScoreColumns.values(scores));
            writer.commit(Map.of(VERSION_KEY, VERSION));
        }
    }

    /**
     * The scores of a file, in the order they were written.
     *
     * @throws DataContractException if the file is missing, damaged or not of this program
     */
    public static List<CustomerScore> read(Storage storage, Path file) throws IOException {
        return ScoreRowReader.rows(open(storage, file).read(ROW_GROUP, ScoreColumns.COLUMNS));
    }

    /** Only what ranks are fitted on, which reads two columns. */
    public static Ranked readRanked(Storage storage, Path file) throws IOException {
        ColumnBlock block =
                open(storage, file).read(ROW_GROUP, List.of(ScoreColumns.CHURN_PROBABILITY, ScoreColumns.CLTV));
        return new Ranked(
                block.doubles(ScoreColumns.CHURN_PROBABILITY.name()), block.doubles(ScoreColumns.CLTV.name()));
    }

    /** The number of scores in a file; reads its footer only. */
    public static long count(Storage storage, Path file) throws IOException {
        return open(storage, file).rows();
    }

    private static ColumnFile open(Storage storage, Path file) throws IOException {
        ColumnFile opened = ColumnFile.open(storage, file, REMEDY);
        String version = opened.metadata().get(VERSION_KEY);
        if (!VERSION.equals(version)) {
            throw new DataContractException("[" + file + "] another layout of scores: expected " + VERSION_KEY + " "
                    + VERSION + ", was " + version + ". Nothing was read; " + REMEDY);
        }
        return opened;
    }
}
