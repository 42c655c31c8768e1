package dev.nightjar.churn.artifact;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Fields of an artifact as big-endian bytes. */
final class ArtifactBytes {

    private ArtifactBytes() {}

    /** Appends fields. */
    static final class Writer {

        private ByteBuffer buffer = ByteBuffer.allocate(1 << 12);

        void tag(byte value) {
            room(Byte.BYTES).put(value);
        }

        void number(int value) {
            room(Integer.BYTES).putInt(value);
        }

        void real(double value) {
            room(Double.BYTES).putDouble(value);
        }

        void reals(double[] values) {
            number(values.length);
            Arrays.stream(values).forEach(this::real);
        }

        void block(byte[] bytes) {
            number(bytes.length);
            room(bytes.length).put(bytes);
        }

        void text(String value) {
            block(value.getBytes(StandardCharsets.UTF_8));
        }

        <T> void list(List<T> values, Consumer<? super T> writeOne) {
            number(values.size());
            values.forEach(writeOne);
        }

        byte[] bytes() {
            return Arrays.copyOf(buffer.array(), buffer.position());
        }

        private ByteBuffer room(int bytes) {
            if (buffer.remaining() < bytes) {
                int capacity = Math.max(2 * buffer.capacity(), buffer.position() + bytes);
                buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
            }
            return buffer;
        }
    }

    /** Reads fields in the order they were appended; throws {@link IllegalArgumentException} where there are none left. */
    static final class Reader {

        private final ByteBuffer buffer;

        Reader(byte[] bytes) {
            buffer = ByteBuffer.wrap(bytes);
        }

        byte tag() {
            return need(buffer::get);
        }

        int number() {
            return need(buffer::getInt);
        }

        double real() {
            return need(buffer::getDouble);
        }

        double[] reals() {
            double[] values = new double[size(Double.BYTES)];
            for (int i = 0; i < values.length; i++) {
                values[i] = real();
            }
            return values;
        }

        byte[] block() {
            byte[] bytes = new byte[size(Byte.BYTES)];
            buffer.get(bytes);
            return bytes;
        }

        String text() {
            byte[] bytes = block();
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new IllegalArgumentException("a text that is no UTF-8", e);
            }
        }

        <T> List<T> list(Supplier<? extends T> readOne) {
            int size = size(Byte.BYTES);
            List<T> values = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                values.add(readOne.get());
            }
            return values;
        }

        /** Makes sure that nothing is left over. */
        void end() {
            if (buffer.hasRemaining()) {
                throw new IllegalArgumentException(buffer.remaining() + " bytes left over");
            }
        }

        /** A size that the bytes left can hold, so that nothing absurd is allocated. */
        private int size(int bytesEach) {
            int size = number();
            if (size < 0 || size > buffer.remaining() / bytesEach) {
                throw new IllegalArgumentException("a size of " + size + " with " + buffer.remaining() + " bytes left");
            }
            return size;
        }

        private static <T> T need(Supplier<T> field) {
            try {
                return field.get();
            } catch (BufferUnderflowException e) {
                throw new IllegalArgumentException("the end of the bytes", e);
            }
        }
    }
}
