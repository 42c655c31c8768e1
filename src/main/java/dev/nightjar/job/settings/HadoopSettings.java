package dev.nightjar.job.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** What a configuration says to Hadoop's file systems. */
public final class HadoopSettings {

    private static final List<String> FILES = List.of("core-site.xml", "hdfs-site.xml");

    private HadoopSettings() {}

    /** Hadoop's defaults, below the files of {@code nightjar.hadoop-conf}, below the keys of {@code nightjar.hadoop}. */
    public static Configuration of(NightjarProperties properties) {
        Configuration settings = new Configuration();
        String folder = properties.hadoopConf();
        if (folder != null) {
            FILES.stream()
                    .map(Path.of(folder)::resolve)
                    .filter(Files::isReadable)
                    .forEach(file -> settings.addResource(new org.apache.hadoop.fs.Path(file.toUri())));
        }
        properties.hadoop().forEach(settings::set);
        return settings;
    }
}
