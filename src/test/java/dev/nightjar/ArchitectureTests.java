package dev.nightjar;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between packages; the listing of the base package reads like the nightly run. */
class ArchitectureTests {

    private static final String BASE = "dev.nightjar.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.nightjar");

    private static final List<String> CORE = List.of(
            "customer",
            "feature",
            "churn",
            "churn.cutoff",
            "churn.evaluation",
            "churn.linear",
            "churn.training",
            "churn.artifact",
            "churn.monitor",
            "cltv",
            "segment",
            "score");

    /** Package to the packages of Nightjar it may use, itself aside. */
    private static final Map<String, List<String>> ALLOWED = Map.ofEntries(
            Map.entry("customer", List.of()),
            Map.entry("cltv", List.of("customer")),
            Map.entry("segment", List.of("customer")),
            Map.entry("feature", List.of("customer", "cltv")),
            Map.entry(
                    "churn",
                    List.of(
                            "customer",
                            "feature",
                            "cltv",
                            "churn.training",
                            "churn.cutoff",
                            "churn.evaluation",
                            "churn.artifact")),
            Map.entry("churn.cutoff", List.of("customer", "feature", "cltv", "churn")),
            Map.entry("churn.evaluation", List.of("feature", "churn")),
            Map.entry("churn.linear", List.of("feature", "churn")),
            Map.entry(
                    "churn.training",
                    List.of(
                            "customer",
                            "feature",
                            "cltv",
                            "churn",
                            "churn.cutoff",
                            "churn.evaluation",
                            "churn.linear")),
            Map.entry("churn.artifact", List.of("customer", "feature", "cltv", "churn")),
            Map.entry("churn.monitor", List.of("customer", "feature", "cltv", "churn")),
            Map.entry("score", List.of("customer", "feature", "churn", "cltv", "segment")),
            Map.entry("parquet", List.of("customer")),
            Map.entry("postgres", List.of("customer")),
            Map.entry("source", edge()),
            Map.entry("history", edge()),
            Map.entry("churn.smile", edge()),
            Map.entry("warehouse", edge()),
            Map.entry("report", edge()),
            Map.entry("sample", edge()));

    static Stream<Map.Entry<String, List<String>>> arrows() {
        return ALLOWED.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void packagesUseOnlyWhatTheyMay(Map.Entry<String, List<String>> arrow) {
        List<String> allowed = new ArrayList<>(arrow.getValue());
        allowed.add(arrow.getKey());
        ArchRule rule = noClasses()
                .that(resideInAPackage(pattern(arrow.getKey())))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.nightjar..")
                        .and(com.tngtech.archunit.base.DescribedPredicate.not(resideInAnyPackage(patterns(allowed)))));

        rule.check(CLASSES);
    }

    @Test
    void coreKnowsNothingButJavaAndItself() {
        String[] core = patterns(CORE);

        classes()
                .that(resideInAnyPackage(core))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify.annotations", "dev.nightjar.."))
                .check(CLASSES);
        noClasses()
                .that(resideInAnyPackage(core))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "java.nio.file..", "java.net.."))
                .check(CLASSES);
    }

    @Test
    void onlyTheTrainerKnowsSmile() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "churn.smile")
                .should()
                .dependOnClassesThat(resideInAPackage("smile.."))
                .check(CLASSES);
    }

    @Test
    void coreReadsNoClockAndNoUnseededRandomness() {
        noClasses()
                .that(resideInAnyPackage(patterns(CORE)))
                .should()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(java.util.Random.class)
                .check(CLASSES);
    }

    @Test
    void nobodyAsksForTodayWithoutAZone() {
        noClasses()
                .should()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.nightjar.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void fieldsAreNotInjected() {
        fields().should()
                .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .check(CLASSES);
    }

    private static String[] patterns(List<String> names) {
        return names.stream().map(ArchitectureTests::pattern).toArray(String[]::new);
    }

    /** A package with all below it; but of churn only the core, for churn.smile is an edge. */
    private static String pattern(String name) {
        return BASE + name + (name.equals("churn") ? "" : "..");
    }

    private static List<String> edge() {
        List<String> allowed = new ArrayList<>(CORE);
        allowed.addAll(List.of("parquet", "postgres"));
        return allowed;
    }
}
