package dev.nightjar.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/tables.md says of each column what its comment says, and may set off what stands for something else. */
class TablesDocumentIT {

    private static final Pattern COLUMN = Pattern.compile("\\| `(\\w+)` \\| [^|]+ \\| (?:yes|no) \\| (.*) \\|");

    @Test
    void everyColumnIsDescribedAsByItsComment() throws IOException {
        List<String> documented = documented();
        try (TestWarehouse database = TestWarehouse.empty()) {
            new WarehouseMigration(database.warehouse()).migrate(CustomerIdType.TEXT);

            assertThat(database.rows("""
                            select relname || '.' || attname || ': ' || col_description(attrelid, attnum)
                            from pg_attribute
                            join pg_class on attrelid = pg_class.oid
                            where relnamespace = 'retention'::regnamespace
                                and relkind in ('r', 'p', 'v')
                                and relname not in ('customer_score_v1', 'customer_score_latest', 'flyway_schema_history')
                                and attnum > 0
                                and not attisdropped
                            """)).containsExactlyInAnyOrderElementsOf(documented);
        }
    }

    private static List<String> documented() throws IOException {
        List<String> documented = new ArrayList<>();
        String table = "";
        for (String line : Files.readAllLines(Path.of("docs/tables.md"))) {
            Matcher column = COLUMN.matcher(line);
            if (line.startsWith("## ")) {
                table = line.substring(3);
            } else if (column.matches()) {
                documented.add(
                        table + "." + column.group(1) + ": " + column.group(2).replace("`", ""));
            }
        }
        return documented;
    }
}
