package dev.nightjar.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nightjar.segment.LifecycleStage.Facts;
import dev.nightjar.segment.LifecycleStage.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleStageTests {

    private static final Limits LIMITS = new Limits(365, 90, 0.4, 0.7);

    @ParameterizedTest(name = "first {0}, last {1}, pause {2}, churn {3}, alive {4}: {5}")
    @CsvSource({
        "1, 1, , , , new",
        "30, 30, , 0.99, 1, new",
        "31, 31, , 0.99, 1, onboarding",
        "90, 1, 20, 0.01, 1, onboarding",
        "91, 1, 20, 0.39, 1, active",
        "91, 91, , 0.4, 1, cooling",
        "900, 200, 30, 0.69, 0.1, cooling",
        "900, 200, 30, 0.7, 0.9, at_risk",
        "900, 365, 30, 0.2, 0.9, active",
        "900, 366, 30, , 0.9, lapsed",
        "900, 366, 30, , , lapsed",
        "900, 366, 30, , 0.2, lapsed",
        "900, 366, 30, , 0.19, lost",
        "900, 730, 30, , 0.9, lapsed",
        "900, 731, 30, , 0.9, lost",
        "900, 731, , , , lost",
        "900, 90, 366, 0.9, 0.9, reactivated",
        "900, 91, 366, 0.9, 0.9, at_risk",
        "900, 90, 365, 0.9, 0.9, at_risk",
        "900, 90, 30, , 0.9, active",
        "900, 91, 30, , 0.9, cooling",
        "900, 180, 30, , 0.9, cooling",
        "900, 181, 30, , 0.9, at_risk"
    })
    void theFirstRuleThatHoldsDecides(
            int first,
            int last,
            @Nullable Integer pause,
            @Nullable Double churn,
            @Nullable Double alive,
            String stage) {
        Facts facts = new Facts(first, last, pause, churn, alive);

        assertThat(LifecycleStage.of(facts, LIMITS).code()).isEqualTo(stage);
    }

    @Test
    void aShortHorizonShortensWhatIsNew() {
        Limits weekly = new Limits(60, 7, 0.4, 0.7);

        assertThat(LifecycleStage.of(new Facts(7, 7, null, 0.1, 1.0), weekly)).isEqualTo(LifecycleStage.NEW);
        assertThat(LifecycleStage.of(new Facts(8, 8, null, 0.1, 1.0), weekly)).isEqualTo(LifecycleStage.ACTIVE);
    }

    @Test
    void hugePeriodsDoNotOverflow() {
        Limits endless = new Limits(2_000_000_000, 2_000_000_000, 0, 1);

        assertThat(LifecycleStage.of(new Facts(2_000_000_001, 2_000_000_001, null, null, null), endless))
                .isEqualTo(LifecycleStage.LAPSED);
        assertThat(LifecycleStage.of(new Facts(2_100_000_000, 1_900_000_000, null, null, null), endless))
                .isEqualTo(LifecycleStage.ACTIVE);
    }

    @Test
    void everyStageIsInThePublishedTable() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("docs/segments.md"));

        assertThat(Arrays.asList(LifecycleStage.values()))
                .allSatisfy(stage -> assertThat(lines).anyMatch(line -> line.startsWith("| " + stage.code() + " |")));
        assertThat(Arrays.asList(ValueTier.values()))
                .allSatisfy(tier -> assertThat(lines).anyMatch(line -> line.startsWith("| " + tier.code() + " |")));
    }

    @Test
    void limitsOutOfBoundsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limits(0, 90, 0.4, 0.7))
                .withMessage("lifecycle needs days of at least 1 and risk cut-offs 0 <= medium <= high <= 1, was active"
                        + " within 0, horizon 90, cut-offs 0.4, 0.7");
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(1, 0, 0.4, 0.7));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(1, 1, -0.1, 0.7));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(1, 1, 0.8, 0.7));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(1, 1, 0.8, 1.1));
    }
}
