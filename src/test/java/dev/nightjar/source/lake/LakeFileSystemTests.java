package dev.nightjar.source.lake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LakeFileSystemTests {

    @ParameterizedTest
    @CsvSource({
        "1700000000123, 1700000000123, true",
        "1700000000000, 1700000000123, true",
        "1700000000123, 1700000000000, true",
        "1700000000124, 1700000000123, false",
        "1700000001000, 1700000000999, false",
        "1700000001000, 1700000000000, false"
    })
    void timesAreTheSameAsFarAsBothSay(long now, long then, boolean same) {
        assertThat(LakeFileSystem.isSameTime(now, then)).isEqualTo(same);
    }
}
