package dev.nightjar.warehouse.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.warehouse.QualityResult.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishSqlTests {

    @Test
    void checksOfTheJarAreFoundByName() {
        PublishSql sql = PublishSql.ofJar();

        assertThat(sql.replace()).contains("delete from retention.customer_score_v1", "insert into");
        assertThat(sql.checks())
                .extracting(PublishSql.Check::name)
                .isSorted()
                .contains("fail_grain_unique", "fail_keys_present", "fail_row_count", "warn_row_count");
        assertThat(sql.checks())
                .allSatisfy(check ->
                        assertThat(check.name()).startsWith(check.severity() == Severity.FAIL ? "fail_" : "warn_"));
    }

    @Test
    void theReplacementNamesEveryColumnThatIsLoaded() {
        List<String> named = PublishSql.ofJar()
                .replace()
                .lines()
                .filter(line -> line.startsWith("    "))
                .map(line -> line.strip().replace(",", ""))
                .toList();

        assertThat(named.subList(0, named.size() / 2)).containsExactly(ScoreRows.COLUMNS);
        assertThat(named.subList(named.size() / 2, named.size())).containsExactly(ScoreRows.COLUMNS);
    }

    @Test
    void aFolderWithoutAReplacementOrWithStrangersTellsAllItsProblems(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("check_rows.sql"), "select 1");
        Files.writeString(folder.resolve("fail_rows.sql"), "select 1");

        assertThatThrownBy(() -> PublishSql.of(folder))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("2 configuration problems: ")
                .hasMessageContaining("expected replace.sql, fail_*.sql or warn_*.sql, was check_rows.sql")
                .hasMessageContaining("expected replace.sql, was none");
    }
}
