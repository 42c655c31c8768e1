package dev.nightjar.source.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.customer.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtractSqlTests {

    private final Path folder;

    ExtractSqlTests(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theSampleShopIsTakenWhereNoFolderIsGiven() {
        ExtractSql sql = ExtractSql.read(null);

        assertThat(sql.selects())
                .containsOnlyKeys(
                        SourceTable.ORDERS, SourceTable.INTERACTIONS, SourceTable.CUSTOMERS, SourceTable.FX_RATES);
    }

    @Test
    void aFolderReplacesTheSampleShopWhole() throws IOException {
        write("orders.sql", "select 1;\n-- the end\n");
        write("README.md", "not SQL");

        ExtractSql sql = ExtractSql.read(folder);

        assertThat(sql.selects()).containsExactly(java.util.Map.entry(SourceTable.ORDERS, "select 1"));
    }

    @Test
    void allThatIsWrongWithTheFilesIsToldAtOnce() throws IOException {
        write("order.sql", "select 1");
        write("customers.sql", "-- nothing yet\n;");
        write("interactions.sql", "select 1; drop table x");
        Files.write(folder.resolve("fx_rates.sql"), new byte[] {(byte) 0xc3, 0x28});

        assertThatThrownBy(() -> ExtractSql.read(folder))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("4 configuration problems: ")
                .hasMessageContaining("order.sql] unknown file: expected orders.sql, interactions.sql, customers.sql,"
                        + " fx_rates.sql, erasures.sql; did you mean orders.sql?")
                .hasMessageContaining("[customers.sql] is empty: expected one SELECT")
                .hasMessageContaining("[interactions.sql] holds several statements: expected one SELECT")
                .hasMessageContaining("fx_rates.sql] is not UTF-8 text");
    }

    @Test
    void ordersAreRequired() throws IOException {
        write("customers.sql", "select 1");

        assertThatThrownBy(() -> ExtractSql.read(folder))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nightjar.source.extract-sql must hold orders.sql, found none in " + folder);
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> ExtractSql.read(missing))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("1 configuration problem: nightjar.source.extract-sql must be a folder that exists but was "
                        + missing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "select 1; | select 1",
                "select 1 | select 1",
                "select ';' as a; -- ; | select ';' as a",
                "select $$;$$ as a; | select $$;$$ as a",
                "select $x$;$y$;$x$; | select $x$;$y$;$x$",
                "select E'\\';' as a; | select E'\\';' as a",
                "select 'it''s;' as a; | select 'it''s;' as a",
                "select \";\" as a; | select \";\" as a",
                "select /* ; /* ; */ ; */ 1; | select /* ; /* ; */ ; */ 1",
                "select a$1 from t; | select a$1 from t",
                "select 'never closed; | select 'never closed;",
                "select /* never closed; | select /* never closed;"
            })
    void theEndOfTheStatementIsFound(String sql, String statement) {
        assertThat(SqlText.withoutSemicolon(sql)).isEqualTo(statement);
        assertThat(SqlText.isOneStatement(sql)).isTrue();
        assertThat(SqlText.isEmpty(sql)).isFalse();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text, StandardCharsets.UTF_8);
    }
}
