package dev.nightjar.cltv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PurchaseCountsTests {

    @Test
    void groupsIdenticalCustomersInAscendingOrder() {
        PurchaseCounts counts = PurchaseCounts.builder()
                .add(2, 30, 40)
                .add(0, 0, 40)
                .add(2, 30, 40)
                .add(0, 0, 7)
                .add(2, 29, 400)
                .build();

        assertThat(counts.size()).isEqualTo(4);
        assertThat(counts.repeatPurchases()).containsExactly(0, 0, 2, 2);
        assertThat(counts.recencyDays()).containsExactly(0, 0, 29, 30);
        assertThat(counts.ageDays()).containsExactly(7, 40, 400, 40);
        assertThat(counts.customers()).containsExactly(1, 1, 1, 2);
        assertThat(counts.totalCustomers()).isEqualTo(5);
        assertThat(counts.repeatCustomers()).isEqualTo(3);
    }

    @Test
    void greatestValuesSurvivePacking() {
        PurchaseCounts counts =
                PurchaseCounts.builder().add(131_071, 131_071, 131_071).build();

        assertThat(counts.repeatPurchases()).containsExactly(131_071);
        assertThat(counts.recencyDays()).containsExactly(131_071);
        assertThat(counts.ageDays()).containsExactly(131_071);
    }

    @Test
    void mergedPartsEqualTheWhole() {
        PurchaseCounts.Builder whole = PurchaseCounts.builder();
        PurchaseCounts.Builder left = PurchaseCounts.builder();
        PurchaseCounts.Builder right = PurchaseCounts.builder();
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            int x = random.nextInt(5);
            int recency = x == 0 ? 0 : random.nextInt(30);
            int age = recency + random.nextInt(10);
            whole.add(x, recency, age);
            (i % 3 == 0 ? left : right).add(x, recency, age);
        }

        PurchaseCounts merged = left.build().merge(right.build());

        assertSame(merged, whole.build());
        assertSame(right.build().merge(left.build()), merged);
        assertSame(merged.merge(PurchaseCounts.builder().build()), merged);
        assertThat(merged.totalCustomers()).isEqualTo(5_000);
    }

    @Test
    void builderGoesOnAfterBuilding() {
        PurchaseCounts.Builder builder = PurchaseCounts.builder().add(1, 2, 3);
        builder.build();

        assertThat(builder.add(1, 2, 3).build().customers()).containsExactly(2);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 5", "1, -1, 5", "1, 6, 5", "0, 1, 5", "131072, 1, 5", "1, 1, 131072"})
    void refusesACustomerThatCannotBe(int x, int recencyDays, int ageDays) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseCounts.builder().add(x, recencyDays, ageDays))
                .withMessage(
                        "purchases of a customer must have 0 <= x <= 131071, 0 <= t_x <= T <= 131071 days and t_x = 0 when"
                                + " x = 0, was x=" + x + " t_x=" + recencyDays + " T=" + ageDays);
    }

    @Test
    void refusesArraysOfDifferentLengths() {
        int[] one = {1};
        int[] two = {1, 2};
        long[] customers = {1};

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PurchaseCounts(two, one, one, customers))
                .withMessage("purchase counts must be arrays of one length, was 2, 1, 1, 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PurchaseCounts(one, two, one, customers))
                .withMessageContaining("1, 2, 1, 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PurchaseCounts(one, one, two, customers))
                .withMessageContaining("1, 1, 2, 1");
    }

    private static void assertSame(PurchaseCounts actual, PurchaseCounts expected) {
        assertThat(actual.repeatPurchases()).isEqualTo(expected.repeatPurchases());
        assertThat(actual.recencyDays()).isEqualTo(expected.recencyDays());
        assertThat(actual.ageDays()).isEqualTo(expected.ageDays());
        assertThat(actual.customers()).isEqualTo(expected.customers());
    }
}
