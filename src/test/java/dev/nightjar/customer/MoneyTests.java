package dev.nightjar.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MoneyTests {

    @Test
    void hundredthsAreRoundedHalfEvenAsTheNumberIsWritten() {
        // 1.005 is a little less in binary, 2.675 a little more
        assertThat(Money.hundredths(1.005)).isEqualTo(100);
        assertThat(Money.hundredths(2.675)).isEqualTo(268);
        assertThat(Money.hundredths(0.125)).isEqualTo(12);
        assertThat(Money.hundredths(0.135)).isEqualTo(14);
        assertThat(Money.hundredths(-1234.565)).isEqualTo(-123456);
        assertThat(Money.hundredths(-0.001)).isZero();
        assertThat(Money.hundredths(0.289999999999999)).isEqualTo(29);
    }

    @Test
    void hundredthsAreThoseOfADecimalRounding() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            double anything = random.nextGaussian() * Math.pow(10, random.nextInt(16) - 3.0);
            double tie = (random.nextInt(2_000_000_000) - 1_000_000_000) / 1000.0;
            for (double units : new double[] {anything, tie, Math.nextUp(tie), Math.nextDown(tie)}) {
                assertThat(Money.hundredths(units)).as("%s", units).isEqualTo(decimal(units));
            }
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Money.hundredths(1e17)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.hundredths(Double.NaN)).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> Money.hundredths(Double.POSITIVE_INFINITY)).isInstanceOf(NumberFormatException.class);
    }

    private static long decimal(double units) {
        return new BigDecimal(Double.toString(units))
                .setScale(2, RoundingMode.HALF_EVEN)
                .unscaledValue()
                .longValueExact();
    }
}
