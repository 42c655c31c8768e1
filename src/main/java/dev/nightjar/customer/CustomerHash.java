package dev.nightjar.customer;

import java.nio.charset.StandardCharsets;

/**
 * A 64-bit hash of a customer id, the same on every machine and in every version: it decides the bucket a customer's
 * history is kept in, the training sample and the folds. Changing it makes every existing history unreadable.
 */
public final class CustomerHash {

    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final char LAST_ASCII = 0x7f;
    private static final double UNIT = 0x1.0p-53;

    private CustomerHash() {}

    /** The hash of an id: FNV-1a over its UTF-8 bytes, then the 64-bit finaliser of MurmurHash3. */
    public static long hash(String customerId) {
        long hash = OFFSET_BASIS;
        for (int i = 0; i < customerId.length(); i++) {
            char unit = customerId.charAt(i);
            if (unit > LAST_ASCII) {
                byte[] utf8 = customerId.getBytes(StandardCharsets.UTF_8);
                return hash(utf8, 0, utf8.length);
            }
            hash = (hash ^ unit) * PRIME;
        }
        return mix(hash);
    }

    /** As {@link #hash(String)}, of an id as UTF-8. */
    public static long hash(byte[] utf8, int from, int to) {
        long hash = OFFSET_BASIS;
        for (int i = from; i < to; i++) {
            hash = (hash ^ (utf8[i] & 0xff)) * PRIME;
        }
        return mix(hash);
    }

    /** The bucket of an id, from 0 to {@code buckets} − 1. */
    public static int bucket(String customerId, int buckets) {
        return Math.floorMod(hash(customerId), buckets);
    }

    /** As {@link #bucket(String, int)}, of an id as UTF-8. */
    public static int bucket(byte[] utf8, int from, int to, int buckets) {
        return Math.floorMod(hash(utf8, from, to), buckets);
    }

    /**
     * A number from 0 (included) to 1 (excluded), evenly spread over customers and independent of the bucket and of
     * other salts: for samples and folds that do not depend on the order of rows.
     */
    public static double share(String customerId, long salt) {
        return share(hash(customerId), salt);
    }

    /** As {@link #share(String, long)}, of the {@link #hash} of an id. */
    public static double share(long hash, long salt) {
        return (mix(hash + 0x9e3779b97f4a7c15L * (salt + 1)) >>> 11) * UNIT;
    }

    private static long mix(long value) {
        long h = value;
        h ^= h >>> 33;
        h *= 0xff51afd7ed558ccdL;
        h ^= h >>> 33;
        h *= 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
