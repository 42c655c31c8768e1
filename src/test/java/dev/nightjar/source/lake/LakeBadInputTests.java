package dev.nightjar.source.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.DuckDb;
import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.parquet.Storage;
import dev.nightjar.source.ShopSource;
import dev.nightjar.source.extract.SourceTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of lakes that are not what they should be. */
class LakeBadInputTests {

    private static final String ORDERS = "select i as order_id, 'c' || (i %% 10) as customer_id,"
            + " timestamptz '2026-01-01 00:00:00+00' + interval (i) hour as ordered_at, %s as amount from range(%d, %d) t(i)";

    @TempDir
    private Path folder;

    private Path orders(String name, String amount, int from, int to) {
        return DuckDb.write(folder.resolve("lake").resolve(name), String.format(ORDERS, amount, from, to));
    }

    private LakeShop shop() {
        return new LakeShop(folder.resolve("home")).orders(folder.resolve("lake"));
    }

    @Test
    void aTruncatedFileIsNamed() throws IOException {
        Path file = orders("a.parquet", "1.5", 0, 5000);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> shop().look())
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("a.parquet] cannot be read: expected a whole Parquet file")
                .hasMessageContaining("leave it out with a glob");
    }

    @Test
    void damagedPagesAreNamedWhenTheyAreRead() throws IOException {
        Path file = orders("a.parquet", "1.5", 0, 5000);
        byte[] bytes = Files.readAllBytes(file);
        java.util.Arrays.fill(bytes, 100, bytes.length / 2, (byte) 7);
        Files.write(file, bytes);

        assertThatThrownBy(() -> shop().read())
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("a.parquet] cannot be read");
    }

    @Test
    void aFileThatIsNoParquetIsNamedAndAnEmptyOneIsPassedOver() throws IOException {
        orders("a.parquet", "1.5", 0, 5);
        orders("none.parquet", "1.5", 0, 0);
        Files.createFile(folder.resolve("lake/marker"));
        assertThat(shop().read().staged()).isEqualTo(5);
        Files.writeString(folder.resolve("lake/notes.txt"), "not a table");

        assertThatThrownBy(() -> shop().look()).hasMessageContaining("notes.txt] cannot be read");
    }

    @Test
    void encryptedFilesAreNamed() {
        new GroupFile("required int32 order_id; required int32 customer_id; required int32 ordered_at (DATE);"
                        + " required int32 amount")
                .encrypted()
                .write(
                        folder.resolve("lake/a.parquet"),
                        1,
                        (row, i) -> row.append("order_id", 1)
                                .append("customer_id", 1)
                                .append("ordered_at", 20_468)
                                .append("amount", 1));

        assertThatThrownBy(() -> shop().look())
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("a.parquet] encrypted: expected a file that can be read without a key");
    }

    @Test
    void allProblemsOfSchemasAndMappingsAreToldAtOnce() {
        orders("a.parquet", "'ten'", 0, 5);
        DuckDb.write(folder.resolve("lake/b.parquet"), "select 1 as id, {'id': 2} as customer_id");

        assertThatThrownBy(() -> new LakeShop(folder.resolve("home"))
                        .orders(
                                folder.resolve("lake"),
                                Map.of("amuont", "total", "discount", "reduction"),
                                Map.of("amount", "3"),
                                "",
                                "")
                        .interactions(folder.resolve("nothing/*.parquet"), Map.of(), Map.of())
                        .look())
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems())
                                .hasSizeGreaterThanOrEqualTo(6)
                                .anySatisfy(problem -> assertThat(problem)
                                        .contains("nightjar.source.orders.columns has no column amuont"))
                                .anySatisfy(problem ->
                                        assertThat(problem).contains("values must name text columns but has amount"))
                                .anySatisfy(problem -> assertThat(problem)
                                        .contains("columns maps discount to reduction, which no file has"))
                                .anySatisfy(
                                        problem -> assertThat(problem)
                                                .contains(
                                                        "b.parquet] required column 'order_id' is missing, found id, customer_id"))
                                .anySatisfy(problem -> assertThat(problem).contains("column 'customer_id' is nested"))
                                .anySatisfy(problem -> assertThat(problem)
                                        .contains("nightjar.source.interactions.path must match at least one file")));
    }

    @Test
    void aColumnOfTheWrongTypeIsRefusedWithItsFile() {
        orders("a.parquet", "1.5", 0, 5);
        orders("b.parquet", "'ten'", 5, 9);

        assertThatThrownBy(() -> shop().look())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "b.parquet] column 'amount' has the wrong type: expected numeric, an integer, real")
                .hasMessageContaining("was optional binary amount (STRING)");
    }

    @Test
    void numbersMayChangeTheirTypeAndIdsMayNot() {
        orders("a.parquet", "cast(1.5 as double)", 0, 3);
        orders("b.parquet", "cast(2 as integer)", 3, 5);
        orders("c.parquet", "cast(3.25 as decimal(9,2))", 5, 6);
        assertThat(shop().read().orders())
                .contains(
                        "0 c0 2026-01-01T00:00:00Z 1.5",
                        "4 c4 2026-01-01T04:00:00Z 2",
                        "5 c5 2026-01-01T05:00:00Z 3.25")
                .hasSize(6);
        DuckDb.write(
                folder.resolve("lake/d.parquet"),
                "select 'x' as order_id, 'c1' as customer_id, date '2026-01-05' as ordered_at, 1 as amount");

        assertThatThrownBy(() -> shop().look())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("column 'order_id' changes its type: expected bigint as in")
                .hasMessageContaining("make them two sources");
    }

    @Test
    void valuesThatCannotBeAreRejectedWithTheirReasons() {
        DuckDb.write(
                folder.resolve("lake/a.parquet"),
                "select * from (values (1, 'c', 'NaN'::double, timestamp '2026-01-05'),"
                        + " (2, 'c', 'inf'::double, timestamp '2026-01-05'), (3, 'c', 1e300, timestamp '2026-01-05'),"
                        + " (4, 'c', 1.0, timestamp '1960-01-05'), (5, 'c', 1.0, null),"
                        + " (6, 'c', 1.0, timestamp '200000-01-05'), (7, 'c', 1.0, timestamp '2026-01-05'),"
                        + " (8, ' ', 1.0, timestamp '2026-01-05')) t(order_id, customer_id, amount, ordered_at)");
        new GroupFile("required int32 order_id; required binary customer_id (STRING); required double amount;"
                        + " required int64 ordered_at (TIMESTAMP(MILLIS,true))")
                .write(
                        folder.resolve("lake/b.parquet"),
                        2,
                        (row, i) -> row.append("order_id", 9 + i)
                                .append("customer_id", "c")
                                .append("amount", 1.0)
                                .append("ordered_at", i == 0 ? Long.MAX_VALUE : Long.MIN_VALUE));

        LakeShop.Rows rows = shop().read();

        assertThat(rows.rejected())
                .containsExactly(
                        "1 amount not_finite",
                        "10 ordered_at infinite",
                        "2 amount not_finite",
                        "3 amount out_of_range",
                        "4 ordered_at before_1970",
                        "5 ordered_at missing",
                        "8 customer_id missing",
                        "9 ordered_at infinite");
        // order 6 is later than the as-of date: not read, and no reject
        assertThat(rows.read())
                .isEqualTo(9)
                .isEqualTo(rows.staged() + rows.rejected().size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void idsWithNulAreRejectedAndOtherTextsKeepTheirRow(boolean isDictionary) {
        List<List<String>> rows = List.of(
                List.of("o1", "c", "web"),
                List.of("o\0002", "c", "web"),
                List.of("o3", "12345678\0", "web"),
                List.of("o4", "c", "\0shop"));
        new GroupFile("required binary order_id (STRING); required binary customer_id (STRING);"
                        + " required int32 ordered_at (DATE); required int32 amount; required binary channel (STRING)")
                .pages(CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0, isDictionary)
                .write(
                        folder.resolve("lake/a.parquet"),
                        4,
                        (row, i) -> row.append("order_id", rows.get(i).get(0))
                                .append("customer_id", rows.get(i).get(1))
                                .append("ordered_at", 20_468)
                                .append("amount", 1)
                                .append("channel", rows.get(i).get(2)));

        LakeShop.Rows plain = shop().read();
        LakeShop.Rows prefixed = new LakeShop(folder.resolve("b"))
                .orders(folder.resolve("lake"), Map.of(), Map.of(), "p-", "")
                .read();

        assertThat(plain.orders())
                .containsExactly("o1 c 2026-01-15T00:00:00Z 1 web", "o4 c 2026-01-15T00:00:00Z 1 \uFFFDshop");
        assertThat(plain.rejected())
                .containsExactly("o3 customer_id null_character", "o\uFFFD2 order_id null_character");
        assertThat(prefixed.rejected())
                .containsExactly("p-o3 customer_id null_character", "p-o\uFFFD2 order_id null_character");
    }

    @Test
    void oneFileMayBeInTwoSourcesWithTimesInDifferentColumns() {
        Path file = DuckDb.write(
                folder.resolve("a.parquet"),
                "select 1 as order_id, 'c' as customer_id, 5 as amount, timestamptz '2026-02-03 00:00:00+00' as paid,"
                        + " timestamptz '2025-01-03 00:00:00+00' as placed");

        LakeShop.Rows rows = new LakeShop(folder.resolve("home"))
                .orders(file, Map.of("ordered_at", "paid"), Map.of(), "", "")
                .orders(file, Map.of("ordered_at", "placed"), Map.of(), "placed-", "")
                .only(java.time.YearMonth.of(2026, 2)::equals)
                .read();

        assertThat(rows.orders()).containsExactly("1 c 2026-02-03T00:00:00Z 5");
        assertThat(rows.scanned()).isEqualTo(1);
    }

    @Test
    void aBlankInteractionIdIsNone() {
        DuckDb.write(
                folder.resolve("events/a.parquet"),
                "select * from (values (' ', 'c1', 1.0), (' ', 'c2', 2.0), ('i', 'c3', 3.0), ('i', 'c4', 4.0))"
                        + " t(interaction_id, customer_id, value), (select date '2026-01-05' as occurred_at, 'visit' as kind)");

        LakeShop.Rows rows = new LakeShop(folder.resolve("home"))
                .interactions(folder.resolve("events"), Map.of(), Map.of())
                .read();

        assertThat(rows.interactions())
                .containsExactly("c1 2026-01-05T00:00:00Z visit 1.0", "c2 2026-01-05T00:00:00Z visit 2.0");
        assertThat(rows.rejected()).containsExactly("i null conflict", "i null conflict");
    }

    @Test
    void twoSourcesWithTheSameOrderIdConflictUnlessOneHasAPrefix() {
        Path shop = orders("shop.parquet", "1", 0, 3);
        Path pos = orders("pos.parquet", "2", 0, 2);

        LakeShop.Rows same =
                new LakeShop(folder.resolve("a")).orders(shop).orders(pos).read();
        LakeShop.Rows apart = new LakeShop(folder.resolve("b"))
                .orders(shop)
                .orders(pos, Map.of(), Map.of("channel", "pos"), "pos-", "")
                .read();
        LakeShop.Rows others = new LakeShop(folder.resolve("c"))
                .orders(shop)
                .orders(pos, Map.of(), Map.of(), "pos-", "p-")
                .read();

        assertThat(same.rejected())
                .containsExactly("0 null conflict", "0 null conflict", "1 null conflict", "1 null conflict");
        assertThat(same.read()).isEqualTo(5);
        assertThat(apart.orders())
                .hasSize(5)
                .contains("0 c0 2026-01-01T00:00:00Z 1", "pos-0 c0 2026-01-01T00:00:00Z 2 pos");
        assertThat(others.orders()).contains("pos-1 p-c1 2026-01-01T01:00:00Z 2");
    }

    @Test
    void aFileThatChangesOrGoesAfterTheNightBeganStopsItAndItResumes() throws IOException {
        Path first = orders("a.parquet", "1", 0, 5);
        orders("b.parquet", "2", 5, 9);
        Path kept = Files.copy(first, folder.resolve("kept"));
        LakeShop shop = shop();
        try (Storage storage =
                Storage.of(new org.apache.hadoop.fs.Path(folder.resolve("home").toUri()))) {
            try (ShopSource source = shop.open(storage)) {
                List<String> partitions = shop.plan(source);
                Files.delete(first);
                assertThatThrownBy(() -> source.lakes().split(partitions.get(0), "x"))
                        .isInstanceOf(DataContractException.class)
                        .hasMessageContaining("a.parquet] gone: expected the file that was there when the night began")
                        .hasMessageContaining("--attempt");
            }
            orders("a.parquet", "3", 0, 6);
            orders("c.parquet", "2", 100, 101);
            try (ShopSource source = shop.open(storage)) {
                assertThatThrownBy(() -> source.lakes().split(shop.plan(source).get(0), "y"))
                        .hasMessageContaining("a.parquet] changed since the night began: expected");
            }
            java.nio.file.attribute.FileTime before = Files.getLastModifiedTime(kept);
            Files.copy(kept, first, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(first, before);
        }
        // the copy is younger than the file was, so its time is set to what was frozen
        restoreTime(first);

        assertThat(shop.read().orders()).hasSize(9);
    }

    private void restoreTime(Path file) throws IOException {
        String json = Files.readString(folder.resolve("home/lake/files.json"));
        String modified = json.replaceAll("(?s).*?a\\.parquet\"[^}]*?\"modified\":(\\d+).*", "$1");
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(Long.parseLong(modified)));
    }

    /** A bucket ten times the others; the month is what memory is bounded by, so a process of 512 MB reads it. */
    @Test
    void oneCustomerWithTwoMillionEventsIsReadInBoundedMemory() throws Exception {
        DuckDb.write(
                folder.resolve("lake/a.parquet"),
                "select case when i % 11 = 0 then i % 5000 else 0 end as customer_id,"
                        + " timestamptz '2026-01-01 00:00:00+00' + interval (i) second as occurred_at, 'visit' as kind"
                        + " from range(2200000) t(i)");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path program = Path.of(System.getProperty("java.home"), "bin", "java");

        Process process = new ProcessBuilder(
                        program.toString(), "-Xmx512m", "-cp", classPath, BigMonth.class.getName(), folder.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("staged 2200000");
    }

    /** Reads the interactions of a folder in a process of its own. */
    static final class BigMonth {

        private BigMonth() {}

        public static void main(String[] args) throws IOException {
            Path folder = Path.of(args[0]);
            LakeShop shop =
                    new LakeShop(folder.resolve("home")).interactions(folder.resolve("lake"), Map.of(), Map.of());
            try (Storage storage = Storage.of(
                            new org.apache.hadoop.fs.Path(folder.resolve("home").toUri()));
                    ShopSource source = shop.open(storage)) {
                List<dev.nightjar.source.spill.SpillFile> spilled = new java.util.ArrayList<>();
                for (String partition : shop.plan(source)) {
                    spilled.add(source.lakes().split(partition, "big"));
                }
                source.lakes().finishSplit(spilled);
                long staged = 0;
                for (java.time.YearMonth month : source.months(SourceTable.INTERACTIONS)) {
                    staged += source.readInteractions(List.of(month))
                            .get(0)
                            .rows()
                            .size();
                }
                System.out.println("staged " + staged);
            }
        }
    }

    @Test
    void ratesErasuresAndCodecsNobodyKnowsAreTold() {
        DuckDb.write(
                folder.resolve("rates.parquet"),
                "select date '2026-01-01' as rate_date, 'EUR' as currency, 0.5 as rate_to_base");
        DuckDb.write(
                folder.resolve("lake/a.parquet"),
                String.format(ORDERS, "10", 0, 3).replace(" as amount", " as amount, 'EUR' as currency"));
        DuckDb.write(folder.resolve("gone.parquet"), "select 'c1' as customer_id");

        LakeShop.Rows rows = shop().add(
                        SourceTable.FX_RATES, folder.resolve("rates.parquet"), Map.of(), Map.of(), "", "")
                .add(SourceTable.ERASURES, folder.resolve("gone.parquet"), Map.of(), Map.of(), "", "")
                .read();

        assertThat(rows.orders()).containsExactly("0 c0 2026-01-01T00:00:00Z 5", "2 c2 2026-01-01T02:00:00Z 5");
        DuckDb.write(folder.resolve("lake/a.parquet"), String.format(ORDERS, "10", 0, 3000), ", compression brotli");
        assertThatThrownBy(() -> new LakeShop(folder.resolve("other"))
                        .orders(folder.resolve("lake"))
                        .read())
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("in a codec that is known");
    }
}
