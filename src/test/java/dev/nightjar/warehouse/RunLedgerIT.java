package dev.nightjar.warehouse;

import static dev.nightjar.warehouse.TestWarehouse.AS_OF;
import static dev.nightjar.warehouse.TestWarehouse.launch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.warehouse.RunLedger.Outcome;
import dev.nightjar.warehouse.RunLedger.Status;
import dev.nightjar.warehouse.RunSteps.Counts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunLedgerIT {

    private static final String RUN = "nightly-2026-02-14-01";

    @AutoClose
    private static final TestWarehouse database = TestWarehouse.migrated(CustomerIdType.TEXT);

    private RunLedger ledger;
    private RunSteps steps;

    @BeforeEach
    void openLedger() {
        ledger = new RunLedger(database.warehouse());
        steps = new RunSteps(database.warehouse());
    }

    @AfterEach
    void clear() {
        database.execute("delete from retention.run");
    }

    @Test
    void aRunIsNamedByJobDateAndAttempt() {
        assertThat(RunLedger.runId("nightly", AS_OF, 1)).isEqualTo(RUN);
    }

    @Test
    void aRunThatStartsAndEndsIsReadBackWhole() {
        ledger.start(launch(AS_OF, 1, 41));
        ledger.finish(launch(AS_OF, 1, 41), new Outcome(Status.REFUSED, 3, "too few rows", "look at the source"));

        RunLedger.Run run = ledger.run(RUN).orElseThrow();
        assertThat(run.job()).isEqualTo("nightly");
        assertThat(run.asOfDate()).isEqualTo(AS_OF);
        assertThat(run.attempt()).isEqualTo(1);
        assertThat(run.status()).isEqualTo(Status.REFUSED);
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.launches()).isEqualTo(1);
        assertThat(run.resumedAt()).isNull();
        assertThat(run.publishedAt()).isNull();
        assertThat(run.rowsPublished()).isNull();
        assertThat(run.endedAt()).isAfterOrEqualTo(run.startedAt());
        assertThat(run.host()).isEqualTo("test-host");
        assertThat(run.pid()).isEqualTo(41);
        assertThat(run.version()).isEqualTo("0.1.0");
        assertThat(run.message()).isEqualTo("too few rows");
        assertThat(run.remedy()).isEqualTo("look at the source");
        assertThat(run.config()).isEqualTo("{\"threads\": 2}");
    }

    @Test
    void aRunLaunchedAgainGoesOnInItsRow() {
        ledger.start(launch(AS_OF, 1, 41));
        ledger.finish(launch(AS_OF, 1, 41), new Outcome(Status.FAILED, 1, "disk full", "free some"));
        RunLedger.Run failed = ledger.run(RUN).orElseThrow();

        ledger.start(launch(AS_OF, 1, 42));

        RunLedger.Run resumed = ledger.run(RUN).orElseThrow();
        assertThat(resumed.status()).isEqualTo(Status.RUNNING);
        assertThat(resumed.launches()).isEqualTo(2);
        assertThat(resumed.startedAt()).isEqualTo(failed.startedAt());
        assertThat(resumed.resumedAt()).isAfterOrEqualTo(failed.endedAt());
        assertThat(resumed.exitCode()).isNull();
        assertThat(resumed.endedAt()).isNull();
        assertThat(resumed.message()).isNull();
        assertThat(resumed.remedy()).isNull();
        assertThat(resumed.pid()).isEqualTo(42);
    }

    @Test
    void aProcessThatLostItsRunToAnotherRecordsNoEnd() {
        ledger.start(launch(AS_OF, 1, 41));
        ledger.start(launch(AS_OF, 1, 42));

        ledger.finish(launch(AS_OF, 1, 41), new Outcome(Status.FAILED, 4, "lease lost", null));

        assertThat(ledger.run(RUN).orElseThrow().status()).isEqualTo(Status.RUNNING);
    }

    @Test
    void runsAreListedByDateAndByLaunch() {
        ledger.start(launch(AS_OF, 1, 41));
        ledger.start(launch(AS_OF, 2, 42));
        ledger.start(launch(AS_OF.plusDays(1), 1, 43));
        ledger.start(launch(AS_OF, 1, 44));

        assertThat(ledger.runs(AS_OF)).extracting(RunLedger.Run::attempt).containsExactly(2, 1);
        assertThat(ledger.runs(AS_OF.minusDays(1))).isEmpty();
        assertThat(ledger.newest(2)).extracting(RunLedger.Run::runId).containsExactly(RUN, "nightly-2026-02-15-01");
        assertThat(ledger.run("nightly-1999-01-01-01")).isEmpty();
    }

    @Test
    void stepsKeepTheirTotalsOverARestart() {
        ledger.start(launch(AS_OF, 1, 41));
        steps.start(RUN, "extract-history", 10);
        steps.progress(RUN, "extract-history", new Counts(4, 400, 390, 10));
        steps.progress(RUN, "extract-history", new Counts(4, 400, 390, 10));
        steps.finish(RUN, "extract-history", Status.FAILED, "connection lost");

        steps.start(RUN, "extract-history", 10);

        RunSteps.Step again = steps.of(RUN).get(0);
        assertThat(again.status()).isEqualTo(Status.RUNNING);
        assertThat(again.partitions()).isEqualTo(10);
        assertThat(again.counts()).isEqualTo(new Counts(4, 400, 390, 10));
        assertThat(again.endedAt()).isNull();
        assertThat(again.message()).isNull();
    }

    @Test
    void stepsAreListedInTheOrderTheyBegan() {
        ledger.start(launch(AS_OF, 1, 41));
        steps.start(RUN, "extract-history", 2);
        steps.start(RUN, "build-features", 64);
        steps.finish(RUN, "extract-history", Status.SUCCEEDED, null);

        assertThat(steps.of(RUN)).extracting(RunSteps.Step::step).containsExactly("extract-history", "build-features");
        assertThat(steps.of(RUN)).extracting(RunSteps.Step::status).containsExactly(Status.SUCCEEDED, Status.RUNNING);
    }

    @Test
    void stepsThatStillRanEndWithTheirRun() {
        ledger.start(launch(AS_OF, 1, 41));
        steps.start(RUN, "extract-history", 2);
        steps.finish(RUN, "extract-history", Status.SUCCEEDED, null);
        steps.start(RUN, "build-features", 64);

        ledger.finish(launch(AS_OF, 1, 41), new Outcome(Status.INTERRUPTED, 130, null, null));

        assertThat(steps.of(RUN))
                .extracting(RunSteps.Step::status)
                .containsExactly(Status.SUCCEEDED, Status.INTERRUPTED);
    }

    @Test
    void aStepOfAnUnknownRunIsRefused() {
        assertThatThrownBy(() -> steps.start("nobody", "extract-history", 1))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("[run ledger]");
    }

    @Test
    void aMissingTableIsAConfigurationProblem() {
        try (TestWarehouse empty = TestWarehouse.empty()) {
            assertThatThrownBy(() -> new RunLedger(empty.warehouse()).newest(1))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("retention.run");
        }
    }

    @Test
    void theLedgerIsWrittenAtOnceAlsoInsideAnotherTransaction() {
        database.warehouse().transaction("test", jdbc -> {
            ledger.start(launch(AS_OF, 1, 41));
            assertThat(database.rows("select run_id from retention.run")).containsExactly(RUN);
            return true;
        });
    }
}
