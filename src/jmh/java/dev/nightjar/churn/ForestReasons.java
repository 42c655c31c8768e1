package dev.nightjar.churn;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Exact effects of all inputs of 10,000 rows, by each engine with the same forest. Run by {@link ForestSpeed}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 4)
@Measurement(iterations = 4, time = 4)
public class ForestReasons {

    static final String ROWS = "10000";

    @Param
    public BenchmarkForest forest = BenchmarkForest.DEPTH_5;

    @Param
    public BenchmarkEngine engine = BenchmarkEngine.NIGHTJAR;

    @Param(ROWS)
    public int rows;

    @Param(ForestSpeed.THREADS)
    public int threads;

    @SuppressWarnings("NullAway.Init") // JMH calls setUp first
    private Engine open;

    /** Reads the forest and draws the rows. */
    @Setup
    public void setUp() throws Exception {
        open = engine.explaining(forest.read(), forest.rows(rows), threads);
    }

    /** The effects of all rows. */
    @Benchmark
    public Object reasons() throws Exception {
        return open.answer();
    }

    /** Frees what Java does not. */
    @TearDown
    public void tearDown() {
        open.close();
    }
}
