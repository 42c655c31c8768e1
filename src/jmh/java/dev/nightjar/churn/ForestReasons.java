package dev.nightjar.churn;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;

/** Exact effects of all inputs of 10,000 rows, by each engine with the same forest. Run by {@link ForestSpeed}. */
@Warmup(iterations = 1, time = 4)
@Measurement(iterations = 4, time = 4)
public class ForestReasons extends ForestBenchmark {

    static final String ROWS = "10000";

    @Param(ROWS)
    public int rows;

    @Override
    Engine open(Forest read) throws Exception {
        return engine.explaining(read, forest.rows(rows), threads);
    }

    /** The effects of all rows. */
    @Benchmark
    public Object reasons() throws Exception {
        return answer();
    }
}
