package dev.nightjar.churn;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;

/** Log-odds of 200,000 rows, by each engine with the same forest. Run by {@link ForestSpeed}. */
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class ForestScores extends ForestBenchmark {

    static final String ROWS = "200000";

    @Param(ROWS)
    public int rows;

    @Override
    Engine open(Forest read) throws Exception {
        return engine.scoring(read, forest.rows(rows), threads);
    }

    /** The log-odds of all rows. */
    @Benchmark
    public Object scores() throws Exception {
        return answer();
    }
}
