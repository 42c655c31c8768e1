package dev.nightjar.job;

import dev.nightjar.job.nightly.NightServices;
import dev.nightjar.job.nightly.NightlyJobConfiguration;
import dev.nightjar.job.partition.JsonContexts;
import dev.nightjar.warehouse.BatchSchema;
import dev.nightjar.warehouse.Warehouse;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** The Spring application of one night: Spring Batch on the warehouse, and the nightly job. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(NightlyJobConfiguration.class)
public class NightApplication {

    private static final Map<String, Object> SETTINGS = Map.of(
            "spring.batch.jdbc.table-prefix", BatchSchema.TABLE_PREFIX,
            "spring.batch.jdbc.initialize-schema", "never",
            "spring.batch.job.enabled", "false",
            "spring.flyway.enabled", "false",
            "spring.main.log-startup-info", "false",
            "spring.main.register-shutdown-hook", "false",
            "logging.config", "classpath:logback.xml");

    /** Starts the application for one night. Closing the context leaves the services open. */
    static ConfigurableApplicationContext start(NightServices services) {
        return start(NightApplication.class, NightServices.class, services, services.warehouse());
    }

    /**
     * Starts the application of one job on the warehouse. Closing the context leaves services and warehouse open.
     *
     * @param application imports the configuration of the job
     * @param type of the services that its steps work with
     */
    public static <S> ConfigurableApplicationContext start(
            Class<?> application, Class<S> type, S services, Warehouse warehouse) {
        ApplicationContextInitializer<GenericApplicationContext> registration = context -> {
            context.registerBean(type, () -> services, definition -> definition.setDestroyMethodName(""));
            context.registerBean(ExecutionContextSerializer.class, JsonContexts::new);
            context.registerBean(
                    "dataSource",
                    DataSource.class,
                    warehouse::dataSource,
                    definition -> definition.setDestroyMethodName(""));
        };
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties(SETTINGS)
                .initializers(registration)
                .run();
    }
}
