package dev.nightjar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the tree must look like; read from what git tracks, so that a demo's data or a build does not matter. */
class RepositoryLayoutTests {

    private static final int MAX_FILE_LINES = 300;
    private static final int MAX_PACKAGE_CLASSES = 15;

    @Test
    void theTopLevelHoldsWhatIsKnown() {
        assertThat(tracked().stream().map(path -> path.split("/")[0]).distinct().filter(name -> !name.startsWith(".")))
                .isSubsetOf("pom.xml", "mvnw", "src", "jobs", "sql", "docs", "README.md", "LICENSE", "CHANGELOG.md");
    }

    @Test
    void javaFilesStayWithinTheSizeBudget() {
        assertThat(tracked().stream().filter(path -> path.startsWith("src/main/") && path.endsWith(".java")))
                .allSatisfy(path -> assertThat(lines(path)).as(path).hasSizeLessThanOrEqualTo(MAX_FILE_LINES));
    }

    @Test
    void packagesStayWithinTheSizeBudget() {
        Map<String, Long> classes = tracked().stream()
                .filter(path -> path.startsWith("src/main/java/") && path.endsWith(".java"))
                .filter(path -> !path.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(
                        path -> path.substring(0, path.lastIndexOf('/')), TreeMap::new, Collectors.counting()));

        assertThat(classes)
                .allSatisfy((name, count) -> assertThat(count)
                        .as(name)
                        .isLessThanOrEqualTo(OVER_BUDGET
                                .getOrDefault(name.substring(name.lastIndexOf('/') + 1), MAX_PACKAGE_CLASSES)
                                .longValue()));
    }

    /** A ratchet: packages that outgrew the budget may not grow further. */
    private static final Map<String, Integer> OVER_BUDGET = Map.of("cli", 19, "job", 23, "nightly", 16, "parquet", 17);

    @Test
    void everyPackageSaysWhatItIs() {
        List<String> paths = tracked();
        assertThat(paths.stream()
                        .filter(path -> path.startsWith("src/main/java/") && path.endsWith(".java"))
                        .map(path -> path.substring(0, path.lastIndexOf('/')) + "/package-info.java")
                        .distinct())
                .allSatisfy(info -> assertThat(paths).contains(info));
    }

    @Test
    void everyJobHasItsFileAndItsRunbook() {
        List<String> paths = tracked();
        assertThat(paths.stream()
                        .filter(path -> path.startsWith("jobs/") && path.split("/").length > 2)
                        .map(path -> path.split("/")[1])
                        .distinct())
                .isNotEmpty()
                .allSatisfy(
                        job -> assertThat(paths).contains("jobs/" + job + "/job.yaml", "jobs/" + job + "/README.md"));
    }

    @Test
    void sqlNamesItsGrainItsColumnsAndNoClock() {
        Pattern clock = Pattern.compile("\\bnow\\s*\\(", Pattern.CASE_INSENSITIVE);
        Pattern star = Pattern.compile("select\\s+\\*", Pattern.CASE_INSENSITIVE);
        assertThat(tracked().stream().filter(path -> path.startsWith("sql/") && path.endsWith(".sql")))
                .isNotEmpty()
                .allSatisfy(path -> {
                    String text = String.join("\n", lines(path));
                    assertThat(text).as(path).startsWith("-- ");
                    assertThat(clock.matcher(text).find())
                            .as(path + " calls now()")
                            .isFalse();
                    assertThat(star.matcher(text).find())
                            .as(path + " selects *")
                            .isFalse();
                });
    }

    @Test
    void everyPublishedTableHasChecks() {
        assertThat(tracked().stream().filter(path -> path.matches("sql/publish/customer_score_v1/fail_.*\\.sql")))
                .isNotEmpty();
    }

    private static List<String> tracked() {
        if (!Files.exists(Path.of(".git"))) {
            SharedData.skip("the layout is read from git, and this is no git checkout");
        }
        try {
            Process git = new ProcessBuilder("git", "ls-files")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(git.waitFor()).as(output).isZero();
            return output.lines().filter(path -> Files.exists(Path.of(path))).toList();
        } catch (IOException e) {
            SharedData.skip("git cannot be run: " + e.getMessage());
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> lines(String path) {
        try {
            return Files.readAllLines(Path.of(path));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
