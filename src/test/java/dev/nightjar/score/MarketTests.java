package dev.nightjar.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.customer.Money;
import dev.nightjar.customer.Profile;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarketTests {

    private static final Profile PROFILE = new Profile(
            "1", null, "SE", "sv", null, "search", Money.MISSING, null, null, Map.of("tier", "gold", "city", " "));

    @Test
    void isAFieldOfTheProfile() {
        assertThat(Market.of(PROFILE, "country")).isEqualTo("SE");
        assertThat(Market.of(PROFILE, "language")).isEqualTo("sv");
        assertThat(Market.of(PROFILE, "acquisition_channel")).isEqualTo("search");
        assertThat(Market.of(PROFILE, "tier")).isEqualTo("gold");
    }

    @Test
    void isUnknownWhereTheProfileSaysNothing() {
        assertThat(Market.of(null, "country")).isNull();
        assertThat(Market.of(PROFILE, "none")).isNull();
        assertThat(Market.of(PROFILE, "city")).isNull();
        assertThat(Market.of(PROFILE, "region")).isNull();
        assertThat(Market.of(Profile.unknown("2"), "country")).isNull();
    }
}
