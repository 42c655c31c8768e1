package dev.nightjar.history;

import static dev.nightjar.history.Events.orders;
import static dev.nightjar.history.HistoryFixture.SHAPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.customer.Profile;
import dev.nightjar.customer.SourceShape;
import dev.nightjar.history.Events.Order;
import dev.nightjar.history.erasure.ErasedCustomers;
import dev.nightjar.history.month.ReadReason;
import dev.nightjar.history.month.SourceMonths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryStoreTests {

    private static final YearMonth JUNE = YearMonth.of(2011, 6);
    private static final YearMonth JULY = YearMonth.of(2011, 7);
    private static final YearMonth AUGUST = YearMonth.of(2011, 8);
    private static final YearMonth SEPTEMBER = YearMonth.of(2011, 9);
    private static final YearMonth OCTOBER = YearMonth.of(2011, 10);
    private static final List<YearMonth> MONTHS = List.of(JUNE, JULY, AUGUST, SEPTEMBER, OCTOBER);
    private static final LocalDate AS_OF = LocalDate.parse("2011-09-10");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private java.nio.file.Path directory;

    @SuppressWarnings("NullAway.Init")
    private HistoryFixture fixture;

    @BeforeEach
    void openHome() throws IOException {
        fixture = new HistoryFixture(directory);
    }

    @AfterEach
    void closeHome() throws IOException {
        fixture.close();
    }

    @Test
    void firstNightReadsAllMonthsThatBeginBeforeIt() throws IOException {
        assertThat(fixture.open(2)
                        .monthsToRead(HistoryTable.ORDERS, AS_OF, SourceMonths.of(MONTHS))
                        .keySet())
                .containsExactly(JUNE, JULY, AUGUST, SEPTEMBER);
    }

    @Test
    void nextNightReadsTheWindowAndTheMonthThatWasCut() throws IOException {
        HistoryStore store = fixture.open(2);
        write(store, AS_OF, JUNE, JULY, AUGUST, SEPTEMBER);

        // 35 days before 11 September is 7 August
        assertThat(open(store, "2011-09-11")).containsExactly(AUGUST, SEPTEMBER);
        assertThat(open(store, "2011-09-10")).containsExactly(AUGUST, SEPTEMBER);
    }

    @Test
    void windowThatEndsWithAMonthLeavesItClosed() throws IOException {
        HistoryStore store = fixture.open(2);
        write(store, AS_OF, JUNE, JULY, AUGUST, SEPTEMBER);

        // 35 days before 5 September is 1 August: July ended the instant before; as of the 4th its last day is in
        write(store, LocalDate.parse("2011-09-03"), JULY);
        assertThat(open(store, "2011-09-04")).containsExactly(JULY);
        assertThat(toRead(store, "2011-09-05", Map.of(JULY, "1 order")))
                .as("a source that is asked tells what came late")
                .doesNotContainValue(ReadReason.OPEN);
        write(store, LocalDate.parse("2011-09-05"), JULY);
        assertThat(open(store, "2011-09-05")).isEmpty();
    }

    /** An order of 31 July that arrives on 3 September, 34 days later, between two nights. */
    @Test
    void monthThatWasNotReadAtTheEndOfItsWindowIsReadOnceMore() throws IOException {
        HistoryStore store = fixture.open(2);
        write(store, LocalDate.parse("2011-09-01"), JUNE, JULY, AUGUST);

        SourceMonths months = SourceMonths.of(List.of(JULY));
        assertThat(store.monthsToRead(HistoryTable.ORDERS, LocalDate.parse("2011-09-08"), months))
                .containsEntry(JULY, ReadReason.OPEN)
                .doesNotContainKey(JUNE);
        write(store, LocalDate.parse("2011-09-08"), JULY);
        assertThat(store.monthsToRead(HistoryTable.ORDERS, LocalDate.parse("2011-09-15"), months))
                .doesNotContainKey(JULY);
    }

    @Test
    void cutMonthIsReadAgainHoweverOld() throws IOException {
        HistoryStore store = fixture.open(2);
        write(store, LocalDate.parse("2011-06-20"), JUNE);

        assertThat(open(store, "2012-06-01")).containsExactly(JUNE, JULY, AUGUST, SEPTEMBER, OCTOBER);
    }

    @Test
    void nightOfThePastKeepsMonthsThatALaterNightRead() throws IOException {
        HistoryStore store = fixture.open(2);
        write(store, AS_OF, JUNE, JULY, AUGUST);

        assertThat(open(store, "2011-08-15")).isEmpty();
    }

    @Test
    void monthThatTheSourceNoLongerListsIsReadWhileOpen() throws IOException {
        HistoryStore store = fixture.open(2);
        write(store, AS_OF, JUNE, AUGUST);

        assertThat(store.monthsToRead(HistoryTable.ORDERS, AS_OF, SourceMonths.of(List.of()))
                        .keySet())
                .containsExactly(AUGUST);
        assertThat(store.monthsBefore(HistoryTable.ORDERS, AS_OF, List.of())).containsExactly(JUNE, AUGUST);
    }

    @Test
    void closedMonthThatChangedIsReadAgain() throws IOException {
        HistoryStore store = fixture.open(2);
        write(store, AS_OF, JUNE, JULY, AUGUST, SEPTEMBER);
        HistoryFile june =
                store.writer("f").writeOrders(JUNE, orders(), 0, AS_OF).withFingerprint("3 orders");
        fixture.commit(store, june);

        assertThat(toRead(store, "2011-11-20", Map.of(JUNE, "3 orders", JULY, "2 orders", AUGUST, "1 order")))
                .as("July and August were read without asking what the source says of them")
                .isEqualTo(Map.of(
                        JULY, ReadReason.UNVERIFIED,
                        AUGUST, ReadReason.UNVERIFIED,
                        SEPTEMBER, ReadReason.CUT,
                        OCTOBER, ReadReason.NEW));
        assertThat(toRead(store, "2011-11-20", Map.of(JUNE, "4 orders"))).containsEntry(JUNE, ReadReason.CHANGED);
        assertThat(toRead(store, "2011-11-20", Map.of()))
                .as("a month that shrank to nothing")
                .containsEntry(JUNE, ReadReason.CHANGED);
        assertThat(store.monthsToRead(
                        HistoryTable.ORDERS,
                        LocalDate.parse("2011-11-20"),
                        new SourceMonths(List.of(), null, Map.of(JULY, "2 orders"))))
                .as("no rows before July any more")
                .containsEntry(JUNE, ReadReason.CHANGED);
    }

    @Test
    void sourceThatIsNotAskedHasOpenMonthsOnly() throws IOException {
        HistoryStore store = fixture.open(2);
        write(store, AS_OF, JUNE, JULY, AUGUST, SEPTEMBER);

        assertThat(store.monthsToRead(HistoryTable.ORDERS, LocalDate.parse("2011-09-11"), SourceMonths.of(MONTHS)))
                .isEqualTo(Map.of(AUGUST, ReadReason.OPEN, SEPTEMBER, ReadReason.CUT));
    }

    /** A night of the past, which reads no August, was the first to see another column. */
    @Test
    void monthThatWasReadWithOtherColumnsIsReadAgain() throws IOException {
        HistoryStore store = fixture.open(2);
        for (YearMonth month : List.of(JUNE, JULY, AUGUST)) {
            String layout = month.equals(AUGUST) ? "amount" : "amount, channel";
            fixture.commit(
                    store,
                    store.writer("t").writeOrders(month, orders(), 0, AS_OF).withLayout(layout));
        }

        assertThat(store.monthsToRead(
                        HistoryTable.ORDERS,
                        LocalDate.parse("2011-10-20"),
                        new SourceMonths(List.of(), "amount, channel", null)))
                .isEqualTo(Map.of(AUGUST, ReadReason.FULL));
        assertThat(fixture.open(2).manifest()).isEqualTo(store.manifest());
    }

    /** As manifests of older versions have them: only the manifest says which columns there were. */
    @Test
    void monthOfUnknownColumnsIsReadAgainOnceTheSourceHadOthers() throws IOException {
        HistoryStore store = fixture.open(2);
        write(store, LocalDate.parse("2011-10-10"), JUNE, JULY);
        SourceMonths source = new SourceMonths(List.of(), "amount, channel", null);
        LocalDate next = LocalDate.parse("2011-10-11");
        assertThat(store.monthsToRead(HistoryTable.ORDERS, next, source)).isEmpty();
        HistoryFile ofThePast = store.writer("past")
                .writeOrders(JUNE, orders(), 0, LocalDate.parse("2011-07-01"))
                .withLayout("amount, channel");
        Set<String> columns = new HashSet<>(SHAPE.columns());
        columns.add("orders.channel");

        store.commit(new SourceShape(columns), List.of(ofThePast));

        assertThat(store.monthsToRead(HistoryTable.ORDERS, next, source))
                .containsEntry(JULY, ReadReason.FULL)
                .containsEntry(JUNE, ReadReason.OPEN);
    }

    /** As of 20 June the source says less of June than when it was read whole, and that is no change. */
    @Test
    void nightOfThePastDoesNotCompareTheMonthThatItCuts() throws IOException {
        HistoryStore store = fixture.open(2);
        fixture.commit(
                store, store.writer("f").writeOrders(JUNE, orders(), 0, AS_OF).withFingerprint("30 orders"));

        assertThat(toRead(store, "2011-06-20", Map.of(JUNE, "20 orders"))).isEmpty();
        assertThat(toRead(store, "2011-07-01", Map.of(JUNE, "31 orders"))).containsEntry(JUNE, ReadReason.CHANGED);
    }

    @Test
    void manifestKeepsFingerprintsAndNoticesAChange() throws IOException {
        HistoryStore store = fixture.open(2);
        fixture.commit(
                store, store.writer("f").writeOrders(JUNE, orders(), 0, AS_OF).withFingerprint("3 orders"));
        assertThat(fixture.open(2).manifest()).isEqualTo(store.manifest());

        java.nio.file.Path newest = directory.resolve("home/history/manifest-0000000002.json");
        Files.writeString(newest, Files.readString(newest).replace("3 orders", "4 orders"));

        assertThat(fixture.open(2).manifest().files())
                .as("the manifest before, which is whole")
                .isEmpty();
    }

    @Test
    void manifestOfTheFirstVersionIsRead() throws IOException {
        Files.createDirectories(directory.resolve("home/history"));
        Files.writeString(directory.resolve("home/history/manifest-0000000007.json"), """
                {"formatVersion": 1, "buckets": 2, "businessZone": "Europe/London", "baseCurrency": "GBP",
                 "sourceColumns": ["orders.order_id"],
                 "files": [{"table": "ORDERS", "month": "2011-06", "file": "orders/2011-06-x.parquet", "rows": 1,
                            "rejected": 0, "cutAt": "2011-09-10"}]}
                """);

        HistoryStore store = fixture.open(2);
        assertThat(store.manifest().files())
                .containsExactly(new HistoryFile(HistoryTable.ORDERS, JUNE, "orders/2011-06-x.parquet", 1, 0, AS_OF));
        store.claim();

        assertThat(fixture.open(2).manifest().files())
                .isEqualTo(store.manifest().files());
        assertThat(fixture.open(2).manifest().number()).isEqualTo(8);
    }

    @Test
    void onlyTheLastClaimantCommitsAndSweeps() throws IOException {
        HistoryStore stale = fixture.open(2);
        stale.claim();
        HistoryFile ofStale = stale.writer("stale").writeOrders(JUNE, orders(), 0, AS_OF);
        HistoryStore next = fixture.open(2);
        next.claim();
        HistoryFile ofNext = next.writer("next").writeOrders(JUNE, orders(), 0, AS_OF);

        assertThatThrownBy(() -> stale.commit(SHAPE, List.of(ofStale)))
                .isInstanceOf(HistoryStore.TakenOverException.class)
                .hasMessageContaining("claimed by another run: expected to be the only writer, was not.");
        assertThat(stale.sweep()).isZero();
        next.commit(SHAPE, List.of(ofNext));

        assertThat(fixture.open(2).manifest().files()).containsExactly(ofNext);
    }

    /** A claim between the look at who the writer is and the commit. */
    @Test
    void commitThatAClaimOvertakesIsRefused() throws IOException {
        HistoryStore stale = fixture.open(2);
        stale.claim();
        HistoryFile ofStale = stale.writer("stale").writeOrders(JUNE, orders(), 0, AS_OF);
        HistoryStore next = fixture.open(2);
        HistoryFile ofNext = next.writer("next").writeOrders(JULY, orders(), 0, AS_OF);
        List<HistoryFile> overtaken = new AbstractList<>() {

            private boolean isClaimed;

            @Override
            public HistoryFile get(int index) {
                try {
                    if (!isClaimed) {
                        isClaimed = true;
                        next.claim();
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return ofStale;
            }

            @Override
            public int size() {
                return 1;
            }
        };

        assertThatThrownBy(() -> stale.commit(SHAPE, overtaken)).isInstanceOf(HistoryStore.TakenOverException.class);
        next.commit(SHAPE, List.of(ofNext));

        assertThat(fixture.open(2).manifest().files()).containsExactly(ofNext);
    }

    @Test
    void fileThatAnotherNightSweptIsNotCommitted() throws IOException {
        HistoryStore interrupted = fixture.open(2);
        interrupted.claim();
        HistoryFile june = interrupted.writer("interrupted").writeOrders(JUNE, orders(), 0, AS_OF);
        HistoryStore other = fixture.open(2);
        write(other, AS_OF, JULY);
        other.sweep();
        HistoryStore resumed = fixture.open(2);
        resumed.claim();

        assertThatThrownBy(() -> resumed.commit(SHAPE, List.of(june)))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("2011-06-interrupted.parquet] missing: expected a file of this run");
        assertThat(fixture.open(2).manifest().files()).hasSize(1);
    }

    /** Nothing is in it, so nothing depends on them. */
    @Test
    void claimOfAnEmptyHomeBindsNobodyToItsSettings() throws IOException {
        fixture.open(2).claim();

        assertThat(fixture.open(64).manifest().buckets()).isEqualTo(64);
    }

    @Test
    void commitReplacesMonthsAndKeepsOthers() throws IOException {
        HistoryStore store = fixture.open(2);
        write(store, AS_OF, JUNE, JULY);
        HistoryFile again = store.writer("second").writeOrders(JULY, orders(), 4, AS_OF.plusDays(1));

        fixture.commit(store, again);

        Manifest reopened = fixture.open(2).manifest();
        assertThat(reopened).isEqualTo(store.manifest());
        assertThat(reopened.files(HistoryTable.ORDERS))
                .extracting(HistoryFile::file)
                .containsExactly("orders/2011-06-2011-09-10.parquet", "orders/2011-07-second.parquet");
        assertThat(reopened.file(HistoryTable.ORDERS, JULY)).contains(again);
        assertThat(reopened.shape()).isEqualTo(SHAPE);
        assertThat(reopened.businessZone()).isEqualTo("Europe/London");
    }

    @Test
    void tableThatTheSourceLostLeavesTheHistory() throws IOException {
        HistoryStore store = fixture.open(2);
        fixture.commit(store, store.writer("t").writeProfiles(List.of(), 0, AS_OF));

        store.commit(new SourceShape(Set.of("orders.order_id")), List.of());

        assertThat(store.manifest().files()).isEmpty();
    }

    @Test
    void sweepDeletesWhatNoManifestNames() throws IOException {
        HistoryStore store = fixture.open(2);
        write(store, AS_OF, JUNE);
        HistoryFile again = store.writer("second").writeOrders(JUNE, orders(), 0, AS_OF);
        store.writer("crashed").writeOrders(JULY, orders(), 0, AS_OF);
        Files.writeString(directory.resolve("home/history/orders/.2011-08-x.parquet.tmp"), "half");
        fixture.commit(store, again);

        assertThat(store.sweep()).isEqualTo(3);

        assertThat(directory.resolve("home/history/orders").toFile().list()).containsExactly("2011-06-second.parquet");
        assertThat(store.sweep()).isZero();
    }

    @Test
    void forgottenCustomersAreInNoFile() throws IOException {
        HistoryStore store = fixture.open(4);
        write(store, AS_OF, JUNE);
        HistoryFile july = store.writer("t")
                .writeOrders(
                        JULY,
                        orders(
                                Order.of("a", "1", "2011-07-01"),
                                Order.of("b", "2", "2011-07-02"),
                                Order.of("c", "3", "2011-07-03"),
                                Order.of("b", "4", "2011-07-04")),
                        3,
                        AS_OF);
        HistoryFile profiles =
                store.writer("t").writeProfiles(List.of(Profile.unknown("b"), Profile.unknown("c")), 0, AS_OF);
        fixture.commit(store, july, profiles);
        ErasedCustomers erased = new ErasedCustomers(Set.of("b", "stranger"), 4);

        assertThat(store.forget(erased, "night")).isEqualTo(3);

        assertThat(store.manifest()).isEqualTo(fixture.open(4).manifest());
        assertThat(store.manifest().files())
                .contains(
                        new HistoryFile(HistoryTable.ORDERS, JULY, "orders/2011-07-night-erased.parquet", 2, 3, AS_OF),
                        new HistoryFile(
                                HistoryTable.CUSTOMERS, null, "customers/all-night-erased.parquet", 1, 0, AS_OF))
                .extracting(HistoryFile::file)
                .contains("orders/2011-06-2011-09-10.parquet");
        assertThat(directory.resolve("home/history/orders").toFile().list())
                .containsExactlyInAnyOrder("2011-06-2011-09-10.parquet", "2011-07-night-erased.parquet");
        assertThat(orderIds(store)).containsExactlyInAnyOrder("2011-06", "1", "3");
        assertThat(store.forget(erased, "again")).isZero();
        assertThat(store.forget(new ErasedCustomers(Set.of(), 4), "nobody")).isZero();
    }

    /** Read with another reader than our own. */
    private List<String> orderIds(HistoryStore store) {
        List<String> ids = new ArrayList<>();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet rows = statement.executeQuery("select order_id from read_parquet('"
                        + directory.resolve("home/history/orders") + "/*.parquet')")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new AssertionError(store.manifest().files().toString(), e);
        }
        return ids;
    }

    @Test
    void sweepKeepsTheManifestBefore() throws IOException {
        HistoryStore store = fixture.open(2);
        for (int night = 0; night < 4; night++) {
            write(store, AS_OF.plusDays(night), JUNE);
        }

        store.sweep();

        assertThat(directory.resolve("home/history").toFile().list((folder, name) -> name.startsWith("manifest")))
                .containsExactlyInAnyOrder("manifest-0000000007.json", "manifest-0000000008.json");
    }

    @Test
    void manifestOfAnInterruptedCommitIsIgnored() throws IOException {
        HistoryStore store = fixture.open(2);
        write(store, AS_OF, JUNE);
        Files.writeString(directory.resolve("home/history/.manifest-0000000002.json.tmp"), "{\"formatVersion\": 1, ");

        HistoryStore reopened = fixture.open(2);

        assertThat(reopened.manifest()).isEqualTo(store.manifest());
        write(reopened, AS_OF, JULY);
        assertThat(fixture.open(2).manifest().files()).hasSize(2);
    }

    @Test
    void openingChangesNothing() throws IOException {
        fixture.open(2);

        assertThat(directory.resolve("home")).doesNotExist();
    }

    @Test
    void otherSettingsThanThoseOfTheHomeAreAllNamed() throws IOException {
        write(fixture.open(2), AS_OF, JUNE);

        assertThatThrownBy(() -> HistoryStore.open(
                        fixture.storage, fixture.home, HistoryProperties.defaults(), ZoneId.of("UTC"), "EUR"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("3 configuration problems: nightjar.history.buckets must be 2, with which the"
                        + " history in " + fixture.home + " was created, but was 64; set it back or use another"
                        + " nightjar.home; nightjar.business-zone must be Europe/London,")
                .hasMessageContaining("nightjar.base-currency must be GBP,");
    }

    @Test
    void homeOfAnotherVersionIsRefused() throws IOException {
        Files.createDirectories(directory.resolve("home/history"));
        Files.writeString(directory.resolve("home/history/manifest-0000000009.json"), "{\"formatVersion\": 3}");

        assertThatThrownBy(() -> fixture.open(2))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("1 configuration problem: nightjar.home holds a history of another version:"
                        + " expected format 2, was 3 in ")
                .hasMessageEndingWith("use the Nightjar that wrote it, or another home and `nightly --full-extract`");
    }

    @Test
    void damagedManifestIsNamed() throws IOException {
        Files.createDirectories(directory.resolve("home/history"));
        Files.writeString(directory.resolve("home/history/manifest-0000000009.json"), "{\"formatVersion\": 1, \"fi");

        assertThatThrownBy(() -> fixture.open(2))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("manifest-0000000009.json] damaged: expected the manifest of a history")
                .hasMessageContaining("run `nightly --full-extract`");
    }

    @Test
    void homeThatCannotBeWrittenIsAProblem() throws IOException {
        Files.writeString(directory.resolve("home"), "a file");

        assertThat(fixture.open(2).writeProblem())
                .hasValueSatisfying(problem -> assertThat(problem)
                        .startsWith("nightjar.home is not writable: " + fixture.home + " (")
                        .endsWith("/home is a file)"));
    }

    @Test
    void onlyProfilesAreWithoutMonth() {
        assertThatThrownBy(() -> new HistoryFile(HistoryTable.ORDERS, null, "f", 0, 0, AS_OF))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("orders of month null: f");
    }

    @Test
    void monthIsPartialUntilItsEndWasKnown() {
        assertThat(file("2011-06-30").isPartial()).isTrue();
        assertThat(file("2011-07-01").isPartial()).isFalse();
    }

    private static HistoryFile file(String cutAt) {
        return new HistoryFile(HistoryTable.ORDERS, JUNE, "f", 0, 0, LocalDate.parse(cutAt));
    }

    private static Map<YearMonth, ReadReason> toRead(
            HistoryStore store, String asOfDate, Map<YearMonth, String> fingerprints) {
        return store.monthsToRead(
                HistoryTable.ORDERS, LocalDate.parse(asOfDate), new SourceMonths(MONTHS, null, fingerprints));
    }

    private java.util.Collection<YearMonth> open(HistoryStore store, String asOfDate) {
        return store.monthsToRead(HistoryTable.ORDERS, LocalDate.parse(asOfDate), SourceMonths.of(MONTHS))
                .keySet();
    }

    private void write(HistoryStore store, LocalDate cutAt, YearMonth... months) throws IOException {
        for (YearMonth month : months) {
            Order order = Order.of("a", month.toString(), month.atDay(1).toString());
            fixture.commit(store, store.writer(cutAt.toString()).writeOrders(month, orders(order), 0, cutAt));
        }
    }
}
