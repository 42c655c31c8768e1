package dev.nightjar.churn;

import dev.nightjar.churn.PeerForests.Rows;
import dev.nightjar.feature.FeatureMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/** Ours on blocks of columns, which threads take one after the other, as they take the buckets of a night. */
final class NightjarEngine implements Engine {

    private final List<FeatureMatrix> blocks;
    private final ExecutorService pool;
    private final Supplier<Function<FeatureMatrix, double[][]>> work;

    private NightjarEngine(List<Rows> rows, int threads, Supplier<Function<FeatureMatrix, double[][]>> work) {
        this.blocks = rows.stream().map(Rows::matrix).toList();
        this.pool = Executors.newFixedThreadPool(threads);
        this.work = work;
    }

    static Engine scoring(Forest forest, List<Rows> rows, int threads) {
        return new NightjarEngine(rows, threads, () -> block -> new double[][] {forest.logOdds(block)});
    }

    /** Tabulates the effects anew each time: the tables are part of what a night pays. */
    static Engine explaining(Forest forest, List<Rows> rows, int threads) {
        return new NightjarEngine(rows, threads, () -> {
            TreeShap shap = new TreeShap(forest);
            return block -> shap.effects(block, 0, block.rows());
        });
    }

    @Override
    public Answers answer() throws Exception {
        Function<FeatureMatrix, double[][]> ofBlock = work.get();
        List<Callable<double[][]>> tasks = new ArrayList<>();
        blocks.forEach(block -> tasks.add(() -> ofBlock.apply(block)));
        List<double[][]> columns = new ArrayList<>();
        for (Future<double[][]> done : pool.invokeAll(tasks)) {
            columns.add(done.get());
        }
        int size = blocks.get(0).rows();
        return (row, column) -> columns.get(row / size)[column][row % size];
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
