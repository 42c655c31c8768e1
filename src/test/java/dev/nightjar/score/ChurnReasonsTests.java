package dev.nightjar.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.score.ChurnScore.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChurnReasonsTests {

    @Test
    void effectsOfOneFeaturesInputsAreOneReason() {
        ChurnReasons reasons = new ChurnReasons(List.of("nps", "spend", "nps"));

        assertThat(reasons.of(new double[] {0.5, 0.75, 0.5}))
                .containsExactly(new Reason("nps", 1.0), new Reason("spend", 0.75));
    }

    @Test
    void theThreeLargestAbsoluteEffectsAreKept() {
        ChurnReasons reasons = new ChurnReasons(List.of("a", "b", "c", "d"));

        assertThat(reasons.of(new double[] {0.1, -0.4, 0.3, 0.2}))
                .containsExactly(new Reason("b", -0.4), new Reason("c", 0.3), new Reason("d", 0.2));
    }

    @Test
    void tiesGoByCode() {
        ChurnReasons reasons = new ChurnReasons(List.of("z", "m", "a", "k"));

        assertThat(reasons.of(new double[] {0.5, -0.5, 0.5, -0.5}))
                .extracting(Reason::code)
                .containsExactly("a", "k", "m");
    }

    @Test
    void whatHasNoEffectIsNoReason() {
        ChurnReasons reasons = new ChurnReasons(List.of("a", "b", "b"));

        assertThat(reasons.of(new double[] {0, 0.5, -0.5})).isEmpty();
        assertThat(reasons.of(new double[] {0, 0.5, 0})).containsExactly(new Reason("b", 0.5));
    }
}
