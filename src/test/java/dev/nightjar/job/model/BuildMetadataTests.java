package dev.nightjar.job.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class BuildMetadataTests {

    @Test
    void theBuildTellsVersionsAndTheCommitWhereItSawOne() {
        BuildMetadata build = BuildMetadata.read();

        assertThat(build.version()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(build.smileVersion()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(build.revision()).matches("[0-9a-f]{40}(-dirty)?|unknown");
        assertThat(build.provenance()).containsOnlyKeys("version", "code_revision", "smile", "java");
    }

    /** A build from a source archive leaves the placeholders as they are. */
    @Test
    void whatTheBuildDidNotKnowIsUnknown() {
        Properties properties = new Properties();
        properties.setProperty("version", "0.1.0");
        properties.setProperty("revision", "@git.commit.id.describe@");

        assertThat(BuildMetadata.of(properties)).isEqualTo(new BuildMetadata("0.1.0", "unknown", "unknown"));
    }
}
