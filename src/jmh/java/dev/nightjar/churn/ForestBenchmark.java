package dev.nightjar.churn;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One engine with one forest, open while it is measured. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
public abstract class ForestBenchmark {

    @Param
    public BenchmarkForest forest = BenchmarkForest.DEPTH_5;

    @Param
    public BenchmarkEngine engine = BenchmarkEngine.NIGHTJAR;

    @Param(ForestSpeed.THREADS)
    public int threads;

    @SuppressWarnings("NullAway.Init") // JMH calls setUp first
    private Engine open;

    /** Reads the forest and draws the rows. */
    @Setup
    public void setUp() throws Exception {
        open = open(forest.read());
    }

    abstract Engine open(Forest read) throws Exception;

    final Object answer() throws Exception {
        return open.answer();
    }

    /** Frees what Java does not. */
    @TearDown
    public void tearDown() {
        open.close();
    }
}
