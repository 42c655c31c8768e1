package dev.nightjar.cltv.calculus;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Every n-th member of groups in a fixed order: a sample that holds each kind in proportion, and is always the same. */
public final class SystematicSample {

    private SystematicSample() {}

    /**
     * How many members of each group are in the sample.
     *
     * @param members of each group
     * @param most members in the sample, about; with no more than these all are taken
     */
    public static long[] of(long[] members, long most) {
        long total = Arrays.stream(members).sum();
        long step = Math.max(1, (total + most - 1) / most);
        long[] kept = new long[members.length];
        long before = 0;
        for (int i = 0; i < members.length; i++) {
            kept[i] = (before + members[i]) / step - before / step;
            before += members[i];
        }
        return kept;
    }

    /** The groups that are in the sample. */
    public static int[] present(long[] kept) {
        return IntStream.range(0, kept.length).filter(i -> kept[i] > 0).toArray();
    }
}
