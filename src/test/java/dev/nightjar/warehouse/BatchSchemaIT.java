package dev.nightjar.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchSchemaIT {

    @Test
    void tablesOfSpringBatchComeIntoASchemaOfTheirOwn() {
        try (TestWarehouse database = TestWarehouse.empty()) {
            assertThat(BatchSchema.exists(database.warehouse())).isFalse();

            BatchSchema.create(database.warehouse());

            assertThat(BatchSchema.exists(database.warehouse())).isTrue();
            assertThat(database.rows("select relname from pg_class where relkind in ('r', 'S') and relnamespace ="
                            + " 'retention_batch'::regnamespace order by relname"))
                    .containsExactly(
                            "batch_job_execution",
                            "batch_job_execution_context",
                            "batch_job_execution_params",
                            "batch_job_execution_seq",
                            "batch_job_instance",
                            "batch_job_instance_seq",
                            "batch_step_execution",
                            "batch_step_execution_context",
                            "batch_step_execution_seq");
            assertThat(database.rows("select relname from pg_class where relnamespace = 'public'::regnamespace"))
                    .isEmpty();
            assertThat(database.rows("show search_path")).doesNotContain("retention_batch");
        }
    }

    @Test
    void creatingAgainOrAtOnceKeepsWhatIsThere() throws Exception {
        try (TestWarehouse database = TestWarehouse.empty()) {
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Future<?>> creations = Stream.generate(
                            () -> threads.submit(() -> BatchSchema.create(database.warehouse())))
                    .limit(4)
                    .<Future<?>>map(future -> future)
                    .toList();
            for (Future<?> creation : creations) {
                creation.get();
            }
            threads.shutdown();
            database.execute("insert into retention_batch.batch_job_instance values (1, 0, 'nightly', 'key')");

            BatchSchema.create(database.warehouse());

            assertThat(database.rows("select job_name from retention_batch.batch_job_instance"))
                    .containsExactly("nightly");
        }
    }
}
