package dev.nightjar.warehouse.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.customer.DataContractException;
import dev.nightjar.parquet.Storage;
import dev.nightjar.score.ChurnScore;
import dev.nightjar.score.ChurnScore.Reason;
import dev.nightjar.score.CustomerScore;
import dev.nightjar.score.ValueScore;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreFileIT {

    @TempDir
    private java.nio.file.Path folder;

    private Storage storage;
    private Path file;

    @BeforeEach
    void openStorage() throws IOException {
        file = new Path(folder.resolve("scores/bucket-007.parquet").toString());
        storage = Storage.of(file);
    }

    @AfterEach
    void closeStorage() throws IOException {
        storage.close();
    }

    @Test
    void everythingAboutACustomerComesBackInOrder() throws IOException {
        List<CustomerScore> scores = new ArrayList<>(List.of(
                SampleScores.complete("it's a \"quoted\" tab\there, 🦉"),
                SampleScores.bare(""),
                SampleScores.withSegments("no segments yet", null),
                SampleScores.withChurn("baseline", new ChurnScore(0.5, null, null, List.of(new Reason("x", null)))),
                SampleScores.withChurn(
                        "three reasons",
                        SampleScores.churn(0.1, new Reason("a", -2.5), new Reason("b", 1e-9), new Reason("c", 0.0))),
                SampleScores.withValue(
                        "no model", new ValueScore(null, null, 12.5, 0.0, null, null, null, -3.0, null))));
        scores.addAll(SampleScores.many(3000, 1.0 / 3));

        ScoreFile.write(storage, file, scores);

        assertThat(ScoreFile.read(storage, file)).isEqualTo(scores);
        assertThat(ScoreFile.count(storage, file)).isEqualTo(scores.size());
    }

    @Test
    void ranksAreReadFromTwoColumns() throws IOException {
        ScoreFile.write(
                storage,
                file,
                List.of(SampleScores.worth("1", 10), SampleScores.bare("2"), SampleScores.worth("3", -1)));

        ScoreFile.Ranked ranked = ScoreFile.readRanked(storage, file);

        assertThat(ranked.churnProbability()).containsExactly(0.25, Double.NaN, 0.25);
        assertThat(ranked.cltv()).containsExactly(10, Double.NaN, -1);
    }

    @Test
    void aBucketWithoutCustomersIsAFileWithoutRows() throws IOException {
        ScoreFile.write(storage, file, List.of());

        assertThat(ScoreFile.read(storage, file)).isEmpty();
        assertThat(ScoreFile.readRanked(storage, file).cltv()).isEmpty();
        assertThat(ScoreFile.count(storage, file)).isZero();
    }

    @Test
    void theSameScoresGiveTheSameBytes() throws IOException {
        ScoreFile.write(storage, file, SampleScores.many(100, 7));
        byte[] once = bytes();

        ScoreFile.write(storage, file, SampleScores.many(100, 7));

        assertThat(bytes()).isEqualTo(once);
    }

    @Test
    void aNumberThatCameOutAsNaNIsNotPassedOffAsMissing() {
        List<CustomerScore> scores = List.of(
                SampleScores.withValue("7", new ValueScore(0.5, Double.NaN, 1.0, 1.0, null, null, 1.0, 1.0, null)));

        assertThatThrownBy(() -> ScoreFile.write(storage, file, scores))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected_orders of customer 7 is NaN");
        assertThat(Files.exists(folder.resolve("scores/bucket-007.parquet"))).isFalse();
    }

    @Test
    void anotherReaderFindsTheColumnsOfTheTable() throws Exception {
        ScoreFile.write(storage, file, List.of(SampleScores.complete("7"), SampleScores.bare("8")));

        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet row = statement.executeQuery(
                        "select customer_id, churn_probability, cltv, last_order_on, completed_value, rfm_segment, segments,"
                                + " next_order_due_on from '" + file.toUri().getPath() + "' order by customer_id")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("7");
            assertThat(row.getDouble(2)).isEqualTo(0.25);
            assertThat(row.getDouble(3)).isEqualTo(120.125);
            assertThat(row.getString(4)).isEqualTo("2026-02-04");
            assertThat(row.getBigDecimal(5)).isEqualByComparingTo("100.005");
            assertThat(row.getString(6)).isEqualTo("loyal");
            assertThat(row.getString(7)).isEqualTo("[\"big spenders\",\"in \\\"Wales\\\"\"]");
            row.next();
            assertThat(row.getString(2)).isNull();
            assertThat(row.getString(3)).isNull();
            assertThat(row.getString(8)).isNull();
        }
    }

    @Test
    void aTruncatedOrForeignFileIsRefusedByName() throws IOException {
        ScoreFile.write(storage, file, SampleScores.many(100, 7));
        Files.write(folder.resolve("scores/bucket-007.parquet"), Arrays.copyOf(bytes(), 500));

        assertThatThrownBy(() -> ScoreFile.read(storage, file))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("bucket-007.parquet")
                .hasMessageContaining("run a further attempt");
        assertThatThrownBy(() -> ScoreFile.read(
                        storage, new Path(folder.resolve("nowhere.parquet").toString())))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("missing: expected a Parquet file, was none");
    }

    private byte[] bytes() throws IOException {
        return Files.readAllBytes(folder.resolve("scores/bucket-007.parquet"));
    }
}
