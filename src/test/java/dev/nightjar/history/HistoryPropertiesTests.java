package dev.nightjar.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.customer.ConfigurationException;
import java.time.Period;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class HistoryPropertiesTests {

    @Test
    void defaultsAreBoundWhereNothingIsSet() {
        HistoryProperties bound = new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("nightjar.history", HistoryProperties.class);

        assertThat(bound)
                .isEqualTo(HistoryProperties.of(64, Period.ofDays(35)))
                .isEqualTo(HistoryProperties.defaults());
    }

    @Test
    void everyKeyIsBound() {
        Map<String, String> keys =
                Map.of("nightjar.history.buckets", "8", "nightjar.history.restatement-window", "P60D");

        HistoryProperties bound = new Binder(new MapConfigurationPropertySource(keys))
                .bindOrCreate("nightjar.history", HistoryProperties.class);

        assertThat(bound).isEqualTo(HistoryProperties.of(8, Period.ofDays(60)));
    }

    @ParameterizedTest
    @CsvSource({"1, P7D", "4096, P3650D"})
    void boundsAreIncluded(int buckets, Period window) {
        assertThat(HistoryProperties.of(buckets, window).buckets()).isEqualTo(buckets);
    }

    @ParameterizedTest
    @CsvSource({"P6D", "P3651D", "P1M", "P-35D", "P1Y"})
    void windowOutsideItsBoundsIsRefused(Period window) {
        assertThatThrownBy(() -> HistoryProperties.of(64, window))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "1 configuration problem: nightjar.history.restatement-window must be P7D to P3650D but was "
                                + window);
    }

    @Test
    void allProblemsAreNamedAtOnce() {
        assertThatThrownBy(() -> HistoryProperties.of(0, Period.ZERO))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(
                                        "nightjar.history.buckets must be 1 to 4096 but was 0",
                                        "nightjar.history.restatement-window must be P7D to P3650D but was P0D"));
        assertThatThrownBy(() -> HistoryProperties.of(4097, Period.ofDays(35)))
                .hasMessageContaining("nightjar.history.buckets must be 1 to 4096 but was 4097");
    }

    @Test
    void keptNightsAreOneAtLeast() {
        assertThatThrownBy(() -> new HistoryProperties(64, Period.ofDays(35), true, 0))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nightjar.history.keep-nights must be 1 to 3650 but was 0");
    }
}
