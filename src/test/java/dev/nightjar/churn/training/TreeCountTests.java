package dev.nightjar.churn.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.churn.Forest;
import dev.nightjar.churn.TrainingOptions;
import dev.nightjar.churn.cutoff.TrainingRows;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeCountTests {

    private static final TrainingOptions STUMPS = new TrainingOptions(23, 1, 2, 20, 0.4, 1, 1, false, 9);
    private static final TrainingRows ROWS = TrainingFixture.rows(600);

    /** As where no input varied. */
    @Test
    void forestsWithoutATreeStayWithout() {
        Forest bare = new Forest(ROWS.inputs().codes(), 0.5, new int[0], new double[0], new double[0]);

        TreeCount settled = TreeCount.settle(STUMPS, new FoldForests(Collections.nCopies(3, bare)), ROWS);

        assertThat(settled.folds().forests()).containsOnly(bare);
        assertThat(settled.boost().trees()).isEqualTo(5);
    }

    /** The trees of an additive start are not counted, and never cut. */
    @Test
    void treesBeforeTheBoostedOnesAreKept() {
        List<Forest> boosted = new Trainings(new FakeForestTrainer())
                .folds(ROWS, List.of(STUMPS), ROWS.churnRate())
                .get(0)
                .forests();
        Forest start = new FakeForestTrainer().train(ROWS.inputs(), ROWS.churned(), STUMPS.withTrees(4));
        List<Forest> started = boosted.stream()
                .map(forest -> Forest.sum(1, List.of(start, forest)))
                .toList();

        TreeCount settled = TreeCount.settle(STUMPS, new FoldForests(started), ROWS);

        assertThat(settled.folds().forests())
                .allSatisfy(forest ->
                        assertThat(forest.trees()).isEqualTo(4 + settled.boost().trees()));
    }
}
