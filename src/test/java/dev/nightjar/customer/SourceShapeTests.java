package dev.nightjar.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SourceShapeTests {

    private static final SourceShape SHAPE =
            new SourceShape(Set.of("orders.amount", "orders.cost", "customers.country"));

    @Test
    void layoutDiffersWithTheColumnsOfTheTableAndTheirMapping() {
        String layout = SHAPE.layout("orders", "amount={gross}");

        assertThat(layout)
                .isEqualTo(new SourceShape(Set.of("orders.cost", "orders.amount")).layout("orders", "amount={gross}"))
                .isNotEqualTo(new SourceShape(Set.of("orders.amount")).layout("orders", "amount={gross}"))
                .isNotEqualTo(SHAPE.layout("orders", "amount={net}"))
                .isNotEqualTo(SHAPE.layout("customers", "amount={gross}"));
    }
}
