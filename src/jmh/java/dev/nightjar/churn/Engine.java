package dev.nightjar.churn;

/** A forest, the rows it answers for and the threads to do it with, all that is made before a clock starts. */
@FunctionalInterface
interface Engine extends AutoCloseable {

    /** Answers for all rows anew. */
    Answers answer() throws Exception;

    @Override
    default void close() {}

    /** Answers as the engine gives them: log-odds in column 0, or effects in a column per input. */
    @FunctionalInterface
    interface Answers {

        double at(int row, int column);
    }
}
