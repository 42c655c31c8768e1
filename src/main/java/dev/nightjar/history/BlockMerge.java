package dev.nightjar.history;

import dev.nightjar.customer.column.ByteDictionary;
import dev.nightjar.customer.column.CodedKeys;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.customer.column.TextColumn;
import dev.nightjar.parquet.ColumnBlock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins the months of one table of one bucket. Months ascend and each is sorted by customer, so counting the rows of
 * each customer gives every row its place; nothing is compared or sorted again.
 */
final class BlockMerge {

    private static final int LEFT_OUT = -1;

    private final List<ColumnBlock> blocks;
    private final int[][] places;
    private int[] offsets = new int[1];

    /**
     * Finds the customers of the rows; {@link #arrange} then gives the rows their places.
     *
     * @param blocks months in ascending order
     * @param beforeDay rows of this day and later are left out
     */
    BlockMerge(List<ColumnBlock> blocks, ByteDictionary customers, long beforeDay) {
        this.blocks = blocks;
        this.places = new int[blocks.size()][];
        for (int i = 0; i < places.length; i++) {
            places[i] = customersOf(blocks.get(i), customers, beforeDay);
        }
    }

    /** @param rankOf rank of each customer among all, by its number in the index */
    void arrange(int[] rankOf) {
        offsets = new int[rankOf.length + 1];
        for (int[] place : places) {
            for (int row = 0; row < place.length; row++) {
                if (place[row] != LEFT_OUT) {
                    place[row] = rankOf[place[row]];
                    offsets[place[row] + 1]++;
                }
            }
        }
        for (int customer = 1; customer < offsets.length; customer++) {
            offsets[customer] = Math.addExact(offsets[customer], offsets[customer - 1]);
        }
        int[] next = offsets.clone();
        for (int[] place : places) {
            for (int row = 0; row < place.length; row++) {
                if (place[row] != LEFT_OUT) {
                    place[row] = next[place[row]]++;
                }
            }
        }
    }

    /** Where the rows of each customer start; length customers + 1. */
    int[] offsets() {
        return offsets;
    }

    int rows() {
        return offsets[offsets.length - 1];
    }

    int[] ints(String column) {
        int[] merged = new int[rows()];
        for (int i = 0; i < places.length; i++) {
            int[] place = places[i];
            int[] values = blocks.get(i).ints(column);
            for (int row = 0; row < place.length; row++) {
                if (place[row] != LEFT_OUT) {
                    merged[place[row]] = values[row];
                }
            }
        }
        return merged;
    }

    long[] longs(String column) {
        long[] merged = new long[rows()];
        for (int i = 0; i < places.length; i++) {
            int[] place = places[i];
            long[] values = blocks.get(i).longs(column);
            for (int row = 0; row < place.length; row++) {
                if (place[row] != LEFT_OUT) {
                    merged[place[row]] = values[row];
                }
            }
        }
        return merged;
    }

    double[] doubles(String column) {
        double[] merged = new double[rows()];
        for (int i = 0; i < places.length; i++) {
            int[] place = places[i];
            double[] values = blocks.get(i).doubles(column);
            for (int row = 0; row < place.length; row++) {
                if (place[row] != LEFT_OUT) {
                    merged[place[row]] = values[row];
                }
            }
        }
        return merged;
    }

    CodedText coded(String column) {
        Map<String, Integer> codeOf = new HashMap<>();
        java.util.ArrayList<String> values = new java.util.ArrayList<>();
        int[] merged = new int[rows()];
        for (int i = 0; i < places.length; i++) {
            int[] place = places[i];
            CodedText month = blocks.get(i).coded(column);
            int[] recoded = new int[month.values().length];
            for (int code = 0; code < recoded.length; code++) {
                String value = month.values()[code];
                Integer known = codeOf.putIfAbsent(value, values.size());
                recoded[code] = known == null ? values.size() : known;
                if (known == null) {
                    values.add(value);
                }
            }
            int[] codes = month.codes();
            for (int row = 0; row < place.length; row++) {
                if (place[row] != LEFT_OUT) {
                    merged[place[row]] = codes[row] == CodedText.MISSING ? CodedText.MISSING : recoded[codes[row]];
                }
            }
        }
        return new CodedText(merged, values.toArray(new String[0]));
    }

    TextColumn text(String column) {
        int[] lengths = new int[rows() + 1];
        for (int i = 0; i < places.length; i++) {
            int[] from = blocks.get(i).text(column).offsets();
            for (int row = 0; row < places[i].length; row++) {
                if (places[i][row] != LEFT_OUT) {
                    lengths[places[i][row] + 1] = from[row + 1] - from[row];
                }
            }
        }
        int[] to = lengths;
        for (int row = 1; row < to.length; row++) {
            to[row] = Math.addExact(to[row], to[row - 1]);
        }
        byte[] utf8 = new byte[to[to.length - 1]];
        for (int i = 0; i < places.length; i++) {
            TextColumn month = blocks.get(i).text(column);
            int[] from = month.offsets();
            for (int row = 0; row < places[i].length; row++) {
                if (places[i][row] != LEFT_OUT) {
                    System.arraycopy(month.utf8(), from[row], utf8, to[places[i][row]], from[row + 1] - from[row]);
                }
            }
        }
        return new TextColumn(utf8, to);
    }

    private static int[] customersOf(ColumnBlock block, ByteDictionary customers, long beforeDay) {
        CodedKeys ids = block.keys("customer_id");
        byte[] utf8 = ids.values().utf8();
        int[] offsets = ids.values().offsets();
        int[] days = block.ints("day");
        int[] place = new int[block.rows()];
        int lastCode = CodedText.MISSING;
        int customer = LEFT_OUT;
        for (int row = 0; row < place.length; row++) {
            int code = ids.codes()[row];
            if (days[row] >= beforeDay) {
                place[row] = LEFT_OUT;
                continue;
            }
            if (code != lastCode) {
                customer = customers.code(utf8, offsets[code], offsets[code + 1]);
                lastCode = code;
            }
            place[row] = customer;
        }
        return place;
    }
}
