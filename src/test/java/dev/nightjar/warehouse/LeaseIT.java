package dev.nightjar.warehouse;

import static dev.nightjar.warehouse.TestWarehouse.leaseRequest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class LeaseIT {

    /** Long enough for a slow machine to renew in. */
    private static final Duration LIFE = Duration.ofSeconds(6);

    /** What a dead process leaves: a lease nobody renews. */
    private static final Duration SHORT_LIFE = Duration.ofSeconds(1);

    @AutoClose
    private static final TestWarehouse database = TestWarehouse.migrated(CustomerIdType.TEXT);

    @AfterEach
    void clear() {
        database.execute("delete from retention.lease");
    }

    @Test
    void theRowNamesItsHolder() {
        try (Lease lease = Lease.acquire(database.warehouse(), leaseRequest("first", LIFE))) {
            assertThat(lease.isHeld()).isTrue();
            assertThat(database.rows("select job, fence_token, run_id, as_of_date, host, pid from retention.lease"))
                    .containsExactly("nightly|" + lease.fenceToken() + "|first|2026-02-14|test-host|"
                            + ProcessHandle.current().pid());
            assertThat(new LeaseTable(database.warehouse()).holder("nightly")).hasValueSatisfying(holder -> {
                assertThat(holder.runId()).isEqualTo("first");
                assertThat(holder.expired()).isFalse();
            });
        }
    }

    @Test
    void aLeaseGivenBackIsFreeAtOnceAndTheNextTokenIsGreater() {
        Lease first = Lease.acquire(database.warehouse(), leaseRequest("first", LIFE));
        first.close();

        try (Lease second = Lease.acquire(database.warehouse(), leaseRequest("second", LIFE))) {
            assertThat(second.fenceToken()).isGreaterThan(first.fenceToken());
            assertThat(first.isHeld()).isFalse();
        }
        assertThat(database.rows("select job from retention.lease")).isEmpty();
    }

    @Test
    void asLongAsARunRenewsItsLeaseAnotherIsRefusedAndToldByWhom() {
        try (Lease lease = Lease.acquire(database.warehouse(), leaseRequest("first", LIFE))) {
            assertThatThrownBy(() -> Lease.acquire(database.warehouse(), leaseRequest("second", LIFE)))
                    .isInstanceOf(LeaseException.class)
                    .hasMessageContaining("[lease nightly] held by another run: first on test-host, process ")
                    .hasMessageContaining("Nothing was started");
            assertThat(lease.isHeld()).isTrue();
        }
    }

    /** What a run came to is not undone by a warehouse that is out of reach at its end. */
    @Test
    void aLeaseThatCannotBeGivenBackIsLeftToExpire(CapturedOutput output) {
        Lease lease = Lease.acquire(database.warehouse(), leaseRequest("first", LIFE));
        database.execute("alter table retention.lease rename to lease_out_of_reach");
        try {
            lease.close();
        } finally {
            database.execute("alter table retention.lease_out_of_reach rename to lease");
        }

        assertThat(output.getErr()).contains("[lease nightly] not given back by first", "It expires within PT6S");
        assertThat(lease.isHeld()).isFalse();
        assertThat(database.rows("select run_id from retention.lease")).containsExactly("first");
    }

    @Test
    void anotherJobHasALeaseOfItsOwn() {
        try (Lease nightly = Lease.acquire(database.warehouse(), leaseRequest("first", LIFE));
                Lease other = Lease.acquire(
                        database.warehouse(),
                        new Lease.Request("evaluate", "second", TestWarehouse.AS_OF, "test-host", 1, LIFE))) {
            assertThat(other.fenceToken()).isNotEqualTo(nightly.fenceToken());
        }
    }

    @Test
    void ofManyThatAskAtOnceOneGetsIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(5);
        AtomicInteger refused = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(4);
        var attempts = IntStream.range(0, 5)
                .mapToObj(i -> threads.submit(() -> {
                    try (Lease lease = Lease.acquire(database.warehouse(), leaseRequest("run " + i, LIFE))) {
                        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
                        return lease.isHeld();
                    } catch (LeaseException e) {
                        refused.incrementAndGet();
                        done.countDown();
                        return false;
                    }
                }))
                .toList();

        int held = 0;
        for (Future<Boolean> attempt : attempts) {
            held += attempt.get() ? 1 : 0;
        }
        threads.shutdown();

        assertThat(held).isEqualTo(1);
        assertThat(refused).hasValue(4);
    }

    @Test
    void theLeaseOfADeadProcessIsTakenOverOnceItHasExpired() {
        long before = System.nanoTime();
        long dead = new LeaseTable(database.warehouse())
                .take(leaseRequest("dead", SHORT_LIFE))
                .orElseThrow();

        try (Lease lease = Lease.acquire(database.warehouse(), leaseRequest("next", LIFE))) {
            assertThat(lease.fenceToken()).isGreaterThan(dead);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(SHORT_LIFE.dividedBy(2));
            assertThat(new LeaseTable(database.warehouse()).renew("nightly", dead, LIFE))
                    .isFalse();
        }
    }

    @Test
    void aRunWhoseLeaseWasTakenOverIsToldAndMustStop() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        try (Lease lease = Lease.acquire(database.warehouse(), leaseRequest("first", Duration.ofMillis(600)))) {
            lease.onLost(told::countDown);

            database.execute("update retention.lease set fence_token = nextval('retention.lease_fence_token')");

            assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(lease.isHeld()).isFalse();
            assertThatThrownBy(lease::requireHeld)
                    .isInstanceOf(LeaseException.class)
                    .hasMessageContaining("[lease nightly] lost by first");
        }
        assertThat(database.rows("select run_id from retention.lease"))
                .as("closing does not give back what another run holds")
                .containsExactly("first");
    }

    @Test
    void aRunThatCannotRenewStopsItself() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        Lease lease = Lease.acquire(database.warehouse(), leaseRequest("first", Duration.ofMillis(600)));
        lease.onLost(told::countDown);

        database.execute("alter table retention.lease rename to lease_out_of_reach");
        try {
            assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            database.execute("alter table retention.lease_out_of_reach rename to lease");
        }

        assertThat(lease.isHeld()).isFalse();
        AtomicInteger late = new AtomicInteger();
        lease.onLost(late::incrementAndGet);
        assertThat(late).as("who asks after the loss is told at once").hasValue(1);
        lease.close();
    }

    @Test
    void aHeartbeatGetsThroughWhileAPublicationHoldsTheLeaseButATakeOverWaits() {
        LeaseTable table = new LeaseTable(database.warehouse());
        long token = table.take(leaseRequest("first", SHORT_LIFE)).orElseThrow();

        database.warehouse().transaction("test", jdbc -> {
            LeaseTable.requireHeld(jdbc, "nightly", token);
            assertThat(table.renew("nightly", token, Duration.ofMillis(100))).isTrue();
            pause(300);
            assertThatThrownBy(() -> Lease.acquire(database.warehouse(), leaseRequest("second", LIFE)))
                    .isInstanceOf(LeaseException.class)
                    .hasMessageContaining("a publication under it is still under way");
            return true;
        });

        assertThat(table.take(leaseRequest("second", LIFE))).isPresent();
        assertThatThrownBy(() -> database.warehouse().transaction("test", jdbc -> {
                    LeaseTable.requireHeld(jdbc, "nightly", token);
                    return true;
                }))
                .isInstanceOf(LeaseException.class)
                .hasMessageContaining("expected fence token " + token);
    }

    @Test
    void whoAsksWhileALivingRunPublishesIsToldThatItHoldsTheLease() {
        try (Lease lease = Lease.acquire(database.warehouse(), leaseRequest("first", LIFE))) {
            database.warehouse().transaction("test", jdbc -> {
                LeaseTable.requireHeld(jdbc, "nightly", lease.fenceToken());
                assertThatThrownBy(() -> Lease.acquire(database.warehouse(), leaseRequest("second", LIFE)))
                        .isInstanceOf(LeaseException.class)
                        .hasMessageContaining("[lease nightly] held by another run: first on test-host, process ")
                        .hasMessageNotContaining("end its connection");
                return true;
            });
            assertThat(lease.isHeld()).isTrue();
        }
    }

    @Test
    void aLeaseThatCouldNeverBeRenewedInTimeIsRefused() {
        assertThatThrownBy(() -> leaseRequest("first", Duration.ofMillis(99)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("100 ms at least");
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
