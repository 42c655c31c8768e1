package dev.nightjar.cltv.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nightjar.cltv.PurchaseSummary;
import org.junit.jupiter.api.Test;

class HoldOutCountsTests {

    @Test
    void equalCustomersAreOneGroupWhateverTheirOrder() {
        HoldOutCounts counts = HoldOutCounts.builder()
                .add(new PurchaseSummary(1, 2, 30), 0)
                .add(new PurchaseSummary(0, 0, 30), 2)
                .add(new PurchaseSummary(1, 2, 30), 5)
                .add(new PurchaseSummary(1, 2, 30), 0)
                .build();

        assertThat(counts.repeatPurchases()).containsExactly(0, 1, 1);
        assertThat(counts.recencyDays()).containsExactly(0, 14, 14);
        assertThat(counts.ageDays()).containsExactly(210, 210, 210);
        assertThat(counts.laterPurchases()).containsExactly(2, 0, 5);
        assertThat(counts.customers()).containsExactly(1, 2, 1);
        assertThat(counts.past().customers()).containsExactly(1, 3);
        assertThat(counts.past().recencyDays()).containsExactly(0, 14);
        assertThat(counts.totalCustomers()).isEqualTo(4);
    }

    @Test
    void aSampleHoldsEveryNthCustomer() {
        HoldOutCounts.Builder builder = HoldOutCounts.builder();
        for (int i = 0; i < 9_000; i++) {
            builder.add(new PurchaseSummary(i % 3, i % 3, 30), 0);
        }

        HoldOutCounts sample = builder.build().sample(3_000);

        assertThat(sample.customers()).containsExactly(1_000, 1_000, 1_000);
        assertThat(builder.build().sample(10_000).totalCustomers()).isEqualTo(9_000);
    }

    @Test
    void moreThanFitsCountsAsTheMost() {
        assertThat(HoldOutCounts.builder()
                        .add(new PurchaseSummary(5000, 714, 715), 5000)
                        .build()
                        .laterPurchases())
                .containsExactly(4095);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HoldOutCounts.builder().add(new PurchaseSummary(0, 0, 1), -1))
                .withMessageContaining("0 or more later purchases, and x and T of at most 131071, was -1 after ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HoldOutCounts.builder().add(new PurchaseSummary(0, 0, 20_000), 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HoldOutCounts.builder().add(new PurchaseSummary(200_000, 1, 20), 1));
    }
}
