/**
 * The benchmark that anyone can run: a night and what a user would do instead, on the same rows in the same run.
 * Read {@link dev.nightjar.benchmark.Benchmark} first.
 */
package dev.nightjar.benchmark;
