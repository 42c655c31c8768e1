package dev.nightjar.feature.tally;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InteractionKindTests {

    @ParameterizedTest
    @EnumSource
    void everyKindIsFoundByItsText(InteractionKind kind) {
        assertThat(InteractionKind.of(kind.text())).isEqualTo(kind);
    }

    @Test
    void anythingElseIsOther() {
        assertThat(InteractionKind.of("teleport")).isEqualTo(InteractionKind.OTHER);
    }

    @ParameterizedTest
    @CsvSource({"web, WEB", "Online, WEB", "iOS, APP", "E-Mail, EMAIL", "POS, STORE", "hotline, PHONE", "fax, OTHER"})
    void channelsAreGroupedByTheirUsualNames(String channel, ChannelGroup group) {
        assertThat(ChannelGroup.of(channel)).isEqualTo(group);
    }

    @ParameterizedTest
    @EnumSource
    void everyNameBelongsToItsGroupAlone(ChannelGroup group) {
        assertThat(group.names())
                .allSatisfy(name -> assertThat(ChannelGroup.of(name)).isEqualTo(group));
    }
}
