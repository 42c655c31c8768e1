package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a night keeps a transaction open in the shop's database, which keeps old row versions for it. */
class ShopSnapshotIT {

    @Test
    void noTransactionIsOpenInTheShopOnceItIsRead(@TempDir Path folder) {
        PostgresSettings shop = TestPostgres.freshDatabase();
        PostgresSettings warehouse = TestPostgres.freshDatabase();
        NightRun night = new NightRun(folder, shop, warehouse, Path.of("sql/extract"))
                .set("nightjar.business-zone", "Europe/London");
        night.ok("sample", "--customers", "300", "--seed", "4", "--to", "postgres", "--last-day", "2026-03-31");
        night.ok("nightly", "--as-of", "2026-02-01", "--train", "never");
        String database = NightRun.rows(shop, "select current_database()").get(0);
        TestPostgres.execute(
                warehouse,
                "create table public.seen (step text, transactions bigint)",
                "create function public.look() returns trigger language plpgsql as $$ begin insert into public.seen"
                        + " select new.step, count(*) from pg_stat_activity where datname = '" + database
                        + "' and xact_start is not null; return new; end $$",
                "create trigger look before insert on retention.run_step"
                        + " for each row execute function public.look()");

        night.ok("nightly", "--as-of", "2026-02-02", "--train", "never");

        List<String> seen = night.rows("select step, transactions > 0 from public.seen order by step");
        assertThat(seen)
                .containsExactly(
                        "assign-segments|f",
                        "build-features|f",
                        "extract-history|t",
                        "fit-cltv|f",
                        "publish-scores|f",
                        "score-customers|f",
                        "train-churn|f");
    }
}
