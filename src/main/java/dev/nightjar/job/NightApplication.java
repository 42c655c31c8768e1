package dev.nightjar.job;

import dev.nightjar.job.nightly.NightServices;
import dev.nightjar.job.nightly.NightlyJobConfiguration;
import dev.nightjar.warehouse.BatchSchema;
import java.util.Map;
import javax.sql.DataSource;
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
        ApplicationContextInitializer<GenericApplicationContext> registration = context -> {
            context.registerBean(
                    NightServices.class, () -> services, definition -> definition.setDestroyMethodName(""));
            context.registerBean(
                    "dataSource",
                    DataSource.class,
                    () -> services.warehouse().dataSource(),
                    definition -> definition.setDestroyMethodName(""));
        };
        return new SpringApplicationBuilder(NightApplication.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties(SETTINGS)
                .initializers(registration)
                .run();
    }
}
