package dev.nightjar.job.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.customer.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationLoaderTests {

    @TempDir
    private Path folder;

    @Test
    void anEmptyFileGivesTheDefaults() throws IOException {
        write("# nothing");

        NightjarProperties properties = load(Map.of());

        assertThat(properties.businessZone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(properties.effectiveSourceZone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(properties.home()).isEqualTo("nightjar-data");
        assertThat(properties.isEmbedded()).isTrue();
        assertThat(properties.effectiveThreads()).isPositive();
        assertThat(properties.churn().horizon()).isEqualTo(Period.ofDays(90));
        assertThat(properties.churn().riskCutOffs()).containsExactly(0.4, 0.7);
        assertThat(properties.cltv().annualDiscountRate()).isEqualTo(0.10);
        assertThat(properties.history().buckets()).isEqualTo(64);
        assertThat(properties.quality().maxRejectedShare()).isEqualTo(0.01);
        assertThat(properties.segments()).isEmpty();
    }

    @Test
    void withoutFileAndSourceItIsTheSampleShop() throws IOException {
        NightjarProperties fromJar = load(Map.of("NIGHTJAR_HOME", "elsewhere", "NIGHTJAR_CLTV_MARGIN", "0.5"));

        assertThat(fromJar.businessZone()).isEqualTo(ZoneId.of("Europe/London"));
        assertThat(fromJar.segments()).extracting(SegmentProperties::name).contains("save_now");
        assertThat(fromJar.churn().stableAttributes()).containsExactly("household");
        assertThat(fromJar.home()).isEqualTo("elsewhere");
        assertThat(fromJar.cltv().margin()).isEqualTo(0.5);
        assertThat(loader(Map.of()).load("evaluate", null, Map.of()).businessZone())
                .isEqualTo(ZoneId.of("Europe/London"));
        Path checkout = Path.of("");
        assertThat(load(Map.of()))
                .isEqualTo(new ConfigurationLoader(Map.of(), checkout).load("nightly", null, Map.of()));
    }

    @Test
    void withoutFileButWithASourceTheDefaultsHold() {
        NightjarProperties database = load(Map.of(
                "NIGHTJAR_SOURCE_URL", "jdbc:postgresql://db/shop",
                "NIGHTJAR_WAREHOUSE_URL", "jdbc:postgresql://db/wh"));
        NightjarProperties selects = load(Map.of("NIGHTJAR_SOURCE_EXTRACTSQL", "extract"));
        NightjarProperties lake =
                load(Map.of("NIGHTJAR_SOURCE_TYPE", "parquet", "NIGHTJAR_SOURCE_ORDERS_PATH", "/lake/orders"));

        for (NightjarProperties properties : List.of(database, selects, lake)) {
            assertThat(properties.businessZone()).isEqualTo(ZoneId.of("UTC"));
            assertThat(properties.segments()).isEmpty();
            assertThat(properties.cltv().margin()).isEqualTo(1.0);
        }
    }

    @Test
    void aLakeIsBoundWithItsMapping() throws IOException {
        write("""
                nightjar:
                  source:
                    type: parquet
                    orders:
                      path: s3a://shop/orders
                      columns: {order_id: Id, amount: gross_total, status: ""}
                      values: {currency: EUR}
                      id-prefix: a-
                    interactions:
                      sources:
                        - {path: /lake/a, customer-prefix: a-}
                        - {path: /lake/b, values: {kind: visit}}
                """);

        NightjarProperties properties = load(Map.of());

        assertThat(properties.isEmbedded()).isTrue();
        assertThat(properties.source().lakeTables()).containsOnlyKeys("orders", "interactions");
        assertThat(Objects.requireNonNull(properties.source().lakeTables().get("orders"))
                        .places())
                .containsExactly(new LakeSourceProperties(
                        "s3a://shop/orders",
                        Map.of("order_id", "Id", "amount", "gross_total", "status", ""),
                        Map.of("currency", "EUR"),
                        "a-",
                        null));
        assertThat(Objects.requireNonNull(properties.source().lakeTables().get("interactions"))
                        .places())
                .extracting(LakeSourceProperties::path)
                .containsExactly("/lake/a", "/lake/b");
    }

    @Test
    void aLakeThatSaysTooLittleOrTooMuchIsRefused() throws IOException {
        write("""
                nightjar:
                  source:
                    type: parquet
                    password: x
                    customers: {path: "", id-prefix: a-, sources: [{path: /b}]}
                    fx-rates: {path: /c, customer-prefix: d}
                """);

        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems())
                                .anySatisfy(problem ->
                                        assertThat(problem).startsWith("nightjar.source.password must be absent"))
                                .anySatisfy(problem ->
                                        assertThat(problem).startsWith("nightjar.source.orders must be given"))
                                .anySatisfy(problem -> assertThat(problem)
                                        .startsWith("nightjar.source.customers must have either a path"))
                                .anySatisfy(problem -> assertThat(problem)
                                        .startsWith("nightjar.source.fx-rates.customer-prefix must not")));
    }

    @Test
    void everyKeyCanBeSet() throws IOException {
        write("""
                nightjar:
                  business-zone: Europe/London
                  source-zone: America/New_York
                  base-currency: EUR
                  home: /var/lib/nightjar
                  engine: local
                  threads: 3
                  source: {type: postgres, url: "jdbc:postgresql://db/shop", username: reader, password: "", extract-sql: /etc/extract}
                  warehouse: {url: "jdbc:postgresql://db/wh", username: writer, password: "${WH_PASSWORD}"}
                  churn: {horizon: P30D, active-within: P180D, definition: either, training-rows: 5000, seed: 7, retrain-after: P14D,
                          risk-cut-offs: [0.2, 0.5], exclude-features: [country], stable-attributes: [tier]}
                  cltv: {model: bg-nbd, horizon: P730D, annual-discount-rate: 0.05, margin: 0.4}
                  segments:
                    - name: vip
                      description: our best
                      all: [{field: cltv, at-least: 100}, {field: country, in: [GB, DE]}]
                  history: {buckets: 8, restatement-window: P7D, fingerprints: false, keep-nights: 3}
                  hadoop: {fs.s3a.endpoint: "http://minio:9000", "dfs.ha.namenodes.lake": nn1}
                  quality: {max-rejected-share: 0.2, max-size-change: 3, drift-watch: 0.2, drift-warn: 0.3}
                """);

        NightjarProperties properties = load(Map.of("WH_PASSWORD", "secret"));

        assertThat(properties.effectiveSourceZone()).isEqualTo(ZoneId.of("America/New_York"));
        assertThat(properties.baseCurrency()).isEqualTo("EUR");
        assertThat(properties.effectiveThreads()).isEqualTo(3);
        assertThat(properties.source())
                .isEqualTo(new SourceProperties(
                        "postgres",
                        "jdbc:postgresql://db/shop",
                        "reader",
                        "",
                        "/etc/extract",
                        null,
                        null,
                        null,
                        null,
                        null));
        assertThat(properties.warehouse().password()).isEqualTo("secret");
        assertThat(properties.churn().excludeFeatures()).containsExactly("country");
        assertThat(properties.churn().definition()).isEqualTo("either");
        assertThat(properties.quality()).isEqualTo(new QualityProperties(0.2, 3, 0.2, 0.3));
        assertThat(properties.cltv()).isEqualTo(new CltvProperties("bg-nbd", Period.ofDays(730), 0.05, 0.4, "country"));
        assertThat(properties.segments().get(0).all()).hasSize(2);
        assertThat(properties.segments().get(0).all().get(0).atLeast()).isEqualTo("100");
        assertThat(properties.segments().get(0).all().get(1).in()).containsExactly("GB", "DE");
        assertThat(properties.history().buckets()).isEqualTo(8);
        assertThat(properties.history().fingerprints()).isFalse();
        assertThat(properties.history().keepNights()).isEqualTo(3);
        assertThat(properties.hadoop())
                .isEqualTo(Map.of("fs.s3a.endpoint", "http://minio:9000", "dfs.ha.namenodes.lake", "nn1"));
    }

    @Test
    void hadoopSettingsComeFromTheFolderThenFromKeysAndVariables() throws IOException {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(
                conf.resolve("core-site.xml"),
                "<configuration><property><name>fs.s3a.endpoint</name><value>http://site</value></property>"
                        + "<property><name>fs.s3a.endpoint.region</name><value>eu-north-1</value></property>"
                        + "</configuration>");
        write("nightjar: {home: 's3a://lake/home', hadoop-conf: '" + conf
                + "', hadoop: {fs.s3a.endpoint: 'http://key'}}");

        org.apache.hadoop.conf.Configuration settings =
                HadoopSettings.of(load(Map.of("NIGHTJAR_HADOOP_FS_S3A_SECRET_KEY", "secret")));

        assertThat(settings.get("fs.s3a.endpoint")).isEqualTo("http://key");
        assertThat(settings.get("fs.s3a.endpoint.region")).isEqualTo("eu-north-1");
        assertThat(settings.get("fs.s3a.secret.key")).isEqualTo("secret");
    }

    @Test
    void variablesOverrideTheFileAndTheCommandOverridesVariables() throws IOException {
        write("nightjar: {threads: 3, base-currency: EUR, home: a}");

        NightjarProperties properties = loader(Map.of("NIGHTJAR_THREADS", "5", "NIGHTJAR_BASECURRENCY", "USD"))
                .load("nightly", null, Map.of("nightjar.threads", 7));

        assertThat(properties.threads()).isEqualTo(7);
        assertThat(properties.baseCurrency()).isEqualTo("USD");
        assertThat(properties.home()).isEqualTo("a");
    }

    @Test
    void anotherVariableOfTheSamePrefixIsNoKey() {
        assertThat(load(Map.of("NIGHTJAR_REQUIRE_DATA", "true")).threads()).isNull();
    }

    @Test
    void allProblemsAreToldAtOnce() throws IOException {
        write("""
                nightjar:
                  business-zone: Mars/Phobos
                  base-currency: pounds
                  thread: 3
                  churn: {horizon: P0D, training-rows: many, colour: red}
                  cltv: {margin: 2}
                  source: {password: "${NOT_SET}"}
                """);

        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "nightjar.business-zone must be a time zone such as Europe/London but was Mars/Phobos")
                .hasMessageContaining("nightjar.base-currency must be three capital letters such as GBP but was pounds")
                .hasMessageContaining("nightjar.thread is not a key of this version")
                .hasMessageContaining("nightjar.churn.horizon must be P7D to P3650D, whole days, but was P0D")
                .hasMessageContaining("nightjar.churn.training-rows must be a whole number but was many")
                .hasMessageContaining("nightjar.churn.colour is not a key of this version")
                .hasMessageContaining("nightjar.cltv.margin must be 0 to 1 but was 2.0")
                .hasMessageContaining(
                        "nightjar.source.password must be a value or a variable that is set but was ${NOT_SET}")
                .extracting(e -> ((ConfigurationException) e).problems())
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
                .hasSize(8);
    }

    @Test
    void aFileThatIsNotYamlIsRefused() throws IOException {
        write("nightjar: {threads: [");

        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is not readable YAML");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@S3cret",
                "\"S3cret",
                "'S3cret",
                "*S3cret",
                "!S3cret x",
                "\"\\S3cret\"",
                "S3cret: S3cret: x",
                "[S3cret",
                "{S3cret",
                "!!int S3cret",
                "%S3cret",
                "`S3cret",
                "x\n    S3cret: y\n   S3cret: z",
                "x\n    S3cret: y\n    S3cret: z",
                "S3cret\u0001"
            })
    void whatIsWrongInAFileIsToldWithoutItsText(String password) throws IOException {
        write("nightjar:\n  source:\n    password: " + password + "\n");

        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is not readable YAML: ")
                .message()
                .doesNotContainIgnoringCase("S3cret");
    }

    @Test
    void whatIsWrongInAFileIsToldWithItsPlace() throws IOException {
        write("nightjar:\n  source:\n    password: @S3cret\n");

        assertThatThrownBy(() -> load(Map.of()))
                .message()
                .endsWith("found character '@' that cannot start any token. (Do not use @ for indentation)"
                        + " in line 3, column 15");
    }

    @Test
    void aQuoteThatIsNeverClosedIsToldWhereItBegins() throws IOException {
        write("nightjar:\n  source:\n    password: 'S3cret\n");

        assertThatThrownBy(() -> load(Map.of()))
                .message()
                .endsWith("found unexpected end of stream in line 4, column 1, begun in line 3, column 15");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "S3cret${NOT_SET}S3cret",
                "S3cret${S3cret",
                "{S3cret: x}",
                "{S3cret}",
                "[S3cret]",
                "[{S3cret: x}]"
            })
    void aPasswordThatIsNoTextIsRefusedWithoutShowingIt(String password) throws IOException {
        write("nightjar: {source: {password: " + (password.startsWith("S") ? "'" + password + "'" : password) + "}}");

        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nightjar.source.password must be")
                .message()
                .doesNotContainIgnoringCase("S3cret");
    }

    @Test
    void aVariableThatIsNotSetIsNamedWithoutTheRestOfTheValue() throws IOException {
        write(
                "nightjar: {source: {url: 'jdbc:postgresql://u:S3cret@${DB_HOST}/shop'}, warehouse: {url: 'u:S3cret@db'}}");

        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "nightjar.source.url must be a value or a variable that is set but was ${DB_HOST}")
                .hasMessageContaining("nightjar.warehouse.url must start with jdbc:postgresql: but did not")
                .message()
                .doesNotContain("S3cret");
    }

    @Test
    void aConfigFileThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> loader(Map.of()).load("nightly", folder.resolve("absent.yaml"), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("--config must name a readable file but was");
    }

    @Test
    void aJobFileThatMayNotBeReadIsNotTakenForNone() throws IOException {
        write("nightjar: {threads: 3}");
        Path jobFile = folder.resolve("jobs/nightly/job.yaml");
        Files.setPosixFilePermissions(jobFile, Set.of());
        Assumptions.assumeFalse(Files.isReadable(jobFile), "this user may read every file");

        assertUnreadable(jobFile);
        Files.setPosixFilePermissions(jobFile, PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(jobFile.getParent(), Set.of());
        assertUnreadable(jobFile);
        Files.setPosixFilePermissions(jobFile.getParent(), PosixFilePermissions.fromString("rwx------"));
    }

    /** As a mounted file is that has not come, or that was not there when it was mounted. */
    @Test
    void aLinkToNothingOrAFolderIsNoJobFile() throws IOException {
        Path jobFile = folder.resolve("jobs/nightly/job.yaml");
        Files.createDirectories(jobFile.getParent());
        Files.createSymbolicLink(jobFile, folder.resolve("gone.yaml"));

        assertUnreadable(jobFile);
        Files.delete(jobFile);
        Files.createDirectory(jobFile);
        assertUnreadable(jobFile);
        assertThatThrownBy(() -> loader(Map.of()).load("nightly", jobFile, Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("--config must name a readable file but was " + jobFile);
    }

    private void assertUnreadable(Path jobFile) {
        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the job file must be a readable file, or not be there, but was " + jobFile);
    }

    @Test
    void oneUrlWithoutTheOtherIsRefused() {
        assertThatThrownBy(() -> load(Map.of("NIGHTJAR_SOURCE_URL", "jdbc:postgresql://db/shop")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nightjar.warehouse.url must be given when nightjar.source.url is");
    }

    @Test
    void aUrlOfAnotherKindIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> load(Map.of(
                        "NIGHTJAR_SOURCE_URL", "jdbc:mysql://root:secret@db/shop",
                        "NIGHTJAR_WAREHOUSE_URL", "jdbc:postgresql://db/wh")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "nightjar.source.url must start with jdbc:postgresql: but started with jdbc:mysql:")
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("secret");
    }

    private NightjarProperties load(Map<String, String> variables) {
        return loader(variables).load("nightly", null, Map.of());
    }

    private ConfigurationLoader loader(Map<String, String> variables) {
        return new ConfigurationLoader(variables, folder);
    }

    private void write(String yaml) throws IOException {
        Files.createDirectories(folder.resolve("jobs/nightly"));
        Files.writeString(folder.resolve("jobs/nightly/job.yaml"), yaml);
    }
}
