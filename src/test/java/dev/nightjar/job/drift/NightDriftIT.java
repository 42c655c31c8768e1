package dev.nightjar.job.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.churn.monitor.FeatureDrift;
import dev.nightjar.churn.monitor.FeatureDrift.Level;
import dev.nightjar.churn.monitor.Population;
import dev.nightjar.churn.monitor.PopulationColumn;
import dev.nightjar.job.Night;
import dev.nightjar.job.TrainMode;
import dev.nightjar.job.settings.ConfigurationLoader;
import dev.nightjar.warehouse.CustomerIdType;
import dev.nightjar.warehouse.TestWarehouse;
import dev.nightjar.warehouse.monitor.DriftStore;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the warehouse keeps of drift, and when it asks for a training. */
class NightDriftIT {

    private static final LocalDate MARCH_1 = LocalDate.of(2026, 3, 1);
    private static final String MODEL = "churn-2026-02-01-01";

    private TestWarehouse database;
    private DriftStore store;

    @BeforeEach
    void migrate() {
        database = TestWarehouse.migrated(CustomerIdType.TEXT);
        store = new DriftStore(database.warehouse());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aPopulationIsKeptAsItWas() {
        Population population = new Population(List.of(
                new PopulationColumn("a", List.of(-1.5, 0.1), List.of(), List.of(1L, 2L, 3L, 4L)),
                new PopulationColumn("b", List.of(), List.of("GB", "d'or"), List.of(5L, 6L, 7L, 8L)),
                new PopulationColumn("c", List.of(), List.of(), List.of(9L, 0L))));

        store.save(MODEL, new Population(List.of(population.columns().get(0))));
        store.save(MODEL, population);

        assertThat(store.population(MODEL)).contains(population);
        assertThat(store.population("other")).isEmpty();
    }

    @Test
    void aNightIsReplacedAsAWhole() {
        write(MARCH_1, 0.3, Level.WARN, "a", "b");
        write(MARCH_1, 0.1, Level.WATCH, "b");

        assertThat(database.rows("select feature, psi, level from retention.feature_drift"))
                .containsExactly("b|0.1|watch");

        store.clear(MARCH_1);

        assertThat(database.rows("select feature from retention.feature_drift")).isEmpty();
    }

    @Test
    void aChampionWhoseScoresHaveDriftedSinceItsFirstNightIsTrainedAnew() {
        NightDrift drift = new NightDrift(night(), database.warehouse());
        assertThat(drift.isTrainingDue(MODEL)).as("it has scored no night").isFalse();

        write(MARCH_1.minusDays(20), 0.12, Level.WATCH, Population.SCORE);
        write(MARCH_1.minusDays(1), 0.30, Level.WARN, Population.SCORE);

        assertThat(drift.isTrainingDue(MODEL)).isTrue();
        assertThat(drift.isTrainingDue("another")).isFalse();
    }

    /** A young shop's model is behind on its first night already: training it anew would not mend that. */
    @Test
    void driftThatWasThereOnTheFirstNightTrainsNothing() {
        write(MARCH_1.minusDays(20), 0.28, Level.WARN, Population.SCORE);
        write(MARCH_1.minusDays(1), 0.30, Level.WARN, Population.SCORE);

        assertThat(new NightDrift(night(), database.warehouse()).isTrainingDue(MODEL))
                .isFalse();
    }

    /** After a rollback the old scores of the model that was returned to say nothing of today. */
    @Test
    void aChampionThatWasReturnedToIsNotJudgedByItsLastReign() {
        write(MARCH_1.minusDays(20), 0.01, Level.STABLE, Population.SCORE);
        write(MARCH_1.minusDays(9), 0.9, Level.WARN, Population.SCORE);
        write("churn-2026-02-21-01", MARCH_1.minusDays(1), 0.01, Level.STABLE, Population.SCORE);

        assertThat(new NightDrift(night(), database.warehouse()).isTrainingDue(MODEL))
                .isFalse();
    }

    @Test
    void thisNightAndLaterOnesPlayNoPart() {
        write(MARCH_1.minusDays(20), 0.01, Level.STABLE, Population.SCORE);
        write(MARCH_1, 0.9, Level.WARN, Population.SCORE);
        write(MARCH_1.plusDays(9), 0.9, Level.WARN, Population.SCORE);

        assertThat(new NightDrift(night(), database.warehouse()).isTrainingDue(MODEL))
                .isFalse();
    }

    @Test
    void aNightWithoutAModelForgetsWhatWasThereAndPassesItsChecks() {
        write(MARCH_1, 0.3, Level.WARN, Population.SCORE);

        new NightDrift(night(), database.warehouse()).compare(null, List.of());

        assertThat(database.rows("select * from retention.feature_drift")).isEmpty();
        assertThat(database.rows("select check_name, passed from retention.quality_result order by check_name"))
                .containsExactly("warn_feature_drift|t", "warn_score_drift|t");
    }

    private void write(LocalDate scoreDate, double psi, Level level, String... features) {
        write(MODEL, scoreDate, psi, level, features);
    }

    private void write(String modelId, LocalDate scoreDate, double psi, Level level, String... features) {
        store.replace(
                new DriftStore.Compared(scoreDate, modelId, "nightly-" + scoreDate + "-01"),
                List.of(features).stream()
                        .map(feature ->
                                new DriftStore.Graded(new FeatureDrift(feature, psi, 0.01, 900, 1_000, 0, 0.5), level))
                        .toList());
    }

    private static Night night() {
        return new Night(
                MARCH_1,
                1,
                TrainMode.AUTO,
                false,
                new ConfigurationLoader(Map.of(), Path.of("no-such-folder")).load(Night.JOB, null, Map.of()));
    }
}
