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

/** Log-odds of 200,000 rows, by each engine with the same forest. Run by {@link ForestSpeed}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class ForestScores {

    static final String ROWS = "200000";

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
        open = engine.scoring(forest.read(), forest.rows(rows), threads);
    }

    /** The log-odds of all rows. */
    @Benchmark
    public Object scores() throws Exception {
        return open.answer();
    }

    /** Frees what Java does not. */
    @TearDown
    public void tearDown() {
        open.close();
    }
}
