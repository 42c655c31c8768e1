package dev.nightjar.churn;

import dev.nightjar.customer.DataContractException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A forest as bytes, the same for the same forest. Big-endian: mark, version, inputs (count; length and UTF-8 of each),
 * intercept, nodes (count; input compared or -1 and threshold or leaf value of each, and after a leaf's value its
 * cover), SHA-256 of all before it.
 */
public final class ForestCodec {

    private static final int MARK = 0x4e4a4652;
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 2 * Integer.BYTES;
    private static final int DIGEST_BYTES = 32;
    private static final int MIN_NODE_BYTES = Integer.BYTES + Double.BYTES;

    private ForestCodec() {}

    /** The forest as bytes. */
    public static byte[] toBytes(Forest forest) {
        List<byte[]> names = new ArrayList<>();
        int nameBytes = 0;
        for (String input : forest.inputs()) {
            byte[] name = input.getBytes(StandardCharsets.UTF_8);
            names.add(name);
            nameBytes += Integer.BYTES + name.length;
        }
        int nodes = forest.start(forest.trees());
        int size = HEADER_BYTES + Integer.BYTES + nameBytes + Double.BYTES + Integer.BYTES;
        size += nodes * MIN_NODE_BYTES + forest.leaves() * Double.BYTES + DIGEST_BYTES;
        ByteBuffer buffer = ByteBuffer.allocate(size);
        buffer.putInt(MARK).putInt(VERSION).putInt(names.size());
        for (byte[] name : names) {
            buffer.putInt(name.length).put(name);
        }
        buffer.putDouble(forest.intercept()).putInt(nodes);
        for (int node = 0; node < nodes; node++) {
            buffer.putInt(forest.feature(node)).putDouble(forest.value(node));
            if (forest.feature(node) == Forest.LEAF) {
                buffer.putDouble(forest.cover(node));
            }
        }
        return buffer.put(digest(buffer.array(), buffer.position())).array();
    }

    /**
     * The forest of these bytes, equal to the one written.
     *
     * @throws DataContractException if they are no forest, of another version, cut off or changed
     */
    public static Forest fromBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER_BYTES + DIGEST_BYTES || buffer.getInt() != MARK) {
            throw refused("a stored forest", bytes.length + " other bytes");
        }
        int version = buffer.getInt();
        if (version != VERSION) {
            throw refused("version " + VERSION, "version " + version);
        }
        int end = bytes.length - DIGEST_BYTES;
        if (!MessageDigest.isEqual(digest(bytes, end), Arrays.copyOfRange(bytes, end, bytes.length))) {
            throw refused("bytes that match their checksum", bytes.length + " bytes that do not: cut off or changed");
        }
        buffer.limit(end);
        try {
            Forest forest = read(buffer);
            if (buffer.hasRemaining()) {
                throw refused("nothing after the last node", buffer.remaining() + " bytes");
            }
            return forest;
        } catch (BufferUnderflowException e) {
            throw refused("all nodes", "cut off");
        }
    }

    private static Forest read(ByteBuffer buffer) {
        int inputCount = count(buffer, Integer.BYTES);
        List<String> inputs = new ArrayList<>(inputCount);
        for (int i = 0; i < inputCount; i++) {
            byte[] name = new byte[count(buffer, 1)];
            buffer.get(name);
            inputs.add(new String(name, StandardCharsets.UTF_8));
        }
        double intercept = buffer.getDouble();
        int nodes = count(buffer, MIN_NODE_BYTES);
        int[] features = new int[nodes];
        double[] values = new double[nodes];
        double[] leafCovers = new double[nodes];
        int leaves = 0;
        for (int node = 0; node < nodes; node++) {
            features[node] = buffer.getInt();
            values[node] = buffer.getDouble();
            if (features[node] == Forest.LEAF) {
                leafCovers[leaves++] = buffer.getDouble();
            }
        }
        return new Forest(inputs, intercept, features, values, Arrays.copyOf(leafCovers, leaves));
    }

    /** A count that the bytes that are left can hold, so that a damaged one allocates nothing large. */
    private static int count(ByteBuffer buffer, int bytesEach) {
        int count = buffer.getInt();
        if (count < 0 || (long) count * bytesEach > buffer.remaining()) {
            throw refused("a count that fits into " + buffer.remaining() + " bytes", String.valueOf(count));
        }
        return count;
    }

    private static byte[] digest(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static DataContractException refused(String expected, String actual) {
        return new DataContractException("[stored forest] not readable: expected " + expected + ", was " + actual
                + ". Not used; retrain, or roll back to an earlier model.");
    }
}
