package dev.nightjar.warehouse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.warehouse.CustomerIdType;
import dev.nightjar.warehouse.Lease;
import dev.nightjar.warehouse.LeaseException;
import dev.nightjar.warehouse.TestWarehouse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three champions of three months, and a challenger of the fourth. */
class ChampionsIT {

    private static final LocalDate JANUARY = LocalDate.of(2026, 1, 14);
    private static final String A = "churn-2026-01-14-01";
    private static final String B = "churn-2026-02-14-01";
    private static final String C = "churn-2026-03-14-01";
    private static final String D = "churn-2026-04-14-01";

    private static final long TOKEN = 7;

    @AutoClose
    private static final TestWarehouse database = TestWarehouse.migrated(CustomerIdType.TEXT);

    private static final ModelStore store = new ModelStore(database.warehouse());
    private static final Champions champions = new Champions(database.warehouse());

    @BeforeEach
    void train() {
        database.execute("delete from retention.churn_model");
        database.execute("delete from retention.churn_champion_change");
        database.execute("delete from retention.lease");
        database.lease(TOKEN);
        save(model(JANUARY, ModelStatus.CHAMPION));
        save(model(JANUARY.plusMonths(1), ModelStatus.CHAMPION));
        save(model(JANUARY.plusMonths(2), ModelStatus.CHAMPION));
        save(model(JANUARY.plusMonths(3), ModelStatus.CHALLENGER));
    }

    private static void save(ChurnModelRow model) {
        store.save(model, "nightly", TOKEN);
    }

    @Test
    void eachTrainedChampionIsRecordedOnceWithTheOneBefore() {
        save(model(JANUARY.plusMonths(2), ModelStatus.CHAMPION));

        assertThat(changes()).containsExactly("trained||" + A, "trained|" + A + "|" + B, "trained|" + B + "|" + C);
        assertThat(champions.changes().get(0).changedBy()).isNotBlank();
    }

    @Test
    void promotingAnOlderModelRetiresTheNewerChampionsOnly() {
        assertThat(champions.promote(B)).contains(C);

        assertThat(champions.reigning()).contains(B);
        assertThat(statuses()).isEqualTo("champion champion retired challenger");
        // a night of the past goes on with the champion of its time
        assertThat(championOf(JANUARY.plusDays(3))).isEqualTo(A);
        assertThat(championOf(JANUARY.plusMonths(5))).isEqualTo(B);
    }

    @Test
    void promotingAChallengerLeavesTheOlderChampions() {
        assertThat(champions.promote(D)).contains(C);

        assertThat(statuses()).isEqualTo("champion champion champion champion");
        assertThat(championOf(JANUARY.plusMonths(2))).isEqualTo(C);
        assertThat(championOf(JANUARY.plusMonths(3))).isEqualTo(D);
    }

    @Test
    void promotingTheChampionChangesNothing() {
        assertThat(champions.promote(C)).contains(C);

        assertThat(changes()).hasSize(3);
    }

    @Test
    void promotingAChampionOfWhomNothingIsRecordedChangesNothing() {
        database.execute("delete from retention.churn_champion_change");

        assertThat(champions.promote(C)).contains(C);

        assertThat(changes()).isEmpty();
    }

    @Test
    void rollingBackGoesFromChampionToChampion() {
        assertThat(champions.previous()).isEqualTo(B);
        assertThat(champions.rollback(B)).isEqualTo(C);
        assertThat(champions.previous()).isEqualTo(A);
        assertThat(champions.rollback(A)).isEqualTo(B);

        assertThat(statuses()).isEqualTo("champion retired retired challenger");
        assertThatThrownBy(champions::previous)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there was no champion before " + A)
                .hasMessageContaining("models promote ID");
    }

    @Test
    void rollingBackPassesAModelThatWasDeletedByHand() {
        database.execute("delete from retention.churn_model where model_id = '" + B + "'");

        assertThat(champions.previous()).isEqualTo(A);
        assertThat(champions.rollback(A)).isEqualTo(C);

        assertThat(champions.reigning()).contains(A);
        assertThatThrownBy(champions::previous).hasMessageContaining("there was no champion before " + A);
    }

    /** B, A and B again by hand, and B is gone: what is before A is A itself, which is nowhere to go back to. */
    @Test
    void rollingBackNeverLeadsToTheReigningModel() {
        champions.promote(B);
        champions.promote(A);
        champions.promote(B);
        champions.promote(A);
        database.execute("delete from retention.churn_model where model_id in ('" + B + "', '" + C + "')");

        assertThatThrownBy(champions::previous).hasMessageContaining("there was no champion before " + A);
    }

    @Test
    void rollingBackUndoesAPromotion() {
        champions.promote(A);

        assertThat(champions.previous()).isEqualTo(C);
        assertThat(champions.rollback(C)).isEqualTo(A);

        assertThat(champions.reigning()).contains(C);
        assertThat(changes()).endsWith("promoted|" + C + "|" + A, "rolled_back|" + A + "|" + C);
    }

    @Test
    void aPromotionThatWasUndoneIsNotReturnedTo() {
        champions.promote(A);
        champions.rollback(C);
        champions.rollback(B);
        champions.rollback(A);

        assertThat(champions.reigning()).contains(A);
        assertThatThrownBy(champions::previous).hasMessageContaining("there was no champion before " + A);
    }

    @Test
    void aModelTrainedForThePastIsNoPreviousChampion() {
        save(model(JANUARY.minusMonths(1), ModelStatus.CHAMPION));

        assertThat(champions.reigning()).contains(C);
        assertThat(champions.previous()).isEqualTo(B);
    }

    /** What the changes say, and the statuses too, as long as nobody deletes a model. */
    @Test
    void theRecordedChampionIsKnownWithoutItsRow() {
        assertRecorded();
        champions.promote(A);
        assertRecorded();
        champions.rollback(C);
        assertRecorded();
        save(model(JANUARY.minusMonths(1), ModelStatus.CHAMPION));
        assertRecorded();

        database.execute("delete from retention.churn_model where model_id = '" + C + "'");

        assertThat(champions.recorded(JANUARY.plusMonths(5))).contains(C);
        assertThat(champions.recorded(JANUARY.minusMonths(2))).isEmpty();
    }

    @Test
    void promotingTheOneThatIsLeftEndsTheRecordOfADeletedChampion() {
        database.execute("delete from retention.churn_model where model_id = '" + C + "'");

        assertThat(champions.promote(B)).contains(B);
        assertThat(champions.promote(B)).contains(B);

        assertThat(champions.recorded(JANUARY.plusMonths(5))).contains(B);
        assertThat(changes()).hasSize(4).endsWith("promoted|" + A + "|" + B);
        assertThat(champions.previous()).isEqualTo(A);
    }

    private static void assertRecorded() {
        for (int months = -2; months < 5; months++) {
            LocalDate asOfDate = JANUARY.plusMonths(months);
            assertThat(champions.recorded(asOfDate).orElse(null)).isEqualTo(championOf(asOfDate));
            assertThat(champions.recorded(asOfDate.minusDays(1)).orElse(null))
                    .isEqualTo(championOf(asOfDate.minusDays(1)));
        }
    }

    @Test
    void withoutAChampionThereIsNothingToRollBack() {
        database.execute("update retention.churn_model set status = 'retired' where status = 'champion'");

        assertThat(champions.reigning()).isEmpty();
        assertThatThrownBy(champions::previous).hasMessageContaining("there is no champion, so nothing to roll back");
    }

    @Test
    void aRollbackThatSomebodyElseOvertookChangesNothing() {
        champions.promote(A);

        assertThatThrownBy(() -> champions.rollback(B)).hasMessageContaining("the champion has changed meanwhile");
        assertThat(champions.reigning()).contains(A);
    }

    @Test
    void whatCannotScoreIsNoChampionAndNothingChanges() {
        database.execute("update retention.churn_model set status = 'baseline' where model_id = '" + A + "'");

        assertThatThrownBy(() -> champions.promote(A)).hasMessageContaining("cannot be champion");
        assertThatThrownBy(() -> champions.promote("churn-1999-01-01-01")).hasMessageContaining("cannot be champion");
        assertThat(statuses()).isEqualTo("baseline champion champion challenger");
        assertThat(changes()).hasSize(3);
    }

    @Test
    void whileANightRunsTheChampionStays() {
        try (Lease lease = Lease.acquire(
                database.warehouse(), TestWarehouse.leaseRequest("nightly-2026-02-14-01", Duration.ofMinutes(1)))) {
            assertThat(lease.isHeld()).isTrue();
            assertThatThrownBy(() -> champions.promote(A))
                    .isInstanceOf(LeaseException.class)
                    .hasMessageContaining("nightly-2026-02-14-01 runs");
            assertThatThrownBy(() -> champions.rollback(B)).isInstanceOf(LeaseException.class);
        }
        assertThat(champions.promote(A)).contains(C);
    }

    private static @Nullable String championOf(LocalDate asOfDate) {
        return store.newestChampion(asOfDate).map(ChurnModelRow::modelId).orElse(null);
    }

    private static String statuses() {
        return String.join(" ", database.rows("select status from retention.churn_model order by model_id"));
    }

    private static List<String> changes() {
        return database.rows("select action, previous_model_id, model_id from retention.churn_champion_change"
                + " order by change_id");
    }

    private static ChurnModelRow model(LocalDate asOfDate, ModelStatus status) {
        return new ChurnModelRow(
                ModelStore.modelId("churn", asOfDate, 1),
                asOfDate,
                status,
                1000L,
                500L,
                0.75,
                0.5,
                0.4,
                0.125,
                0.01,
                "low order_count",
                0.7,
                0.45,
                "{}",
                new byte[] {1});
    }
}
