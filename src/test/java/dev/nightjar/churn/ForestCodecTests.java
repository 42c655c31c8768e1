package dev.nightjar.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.nightjar.customer.DataContractException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForestCodecTests {

    private static final int DIGEST_BYTES = 32;
    private static final int EDITS = 3000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readsBackTheSameForest(long seed) {
        Forest forest = RandomForest.of(seed, 5, 20, 7);

        assertThat(ForestCodec.fromBytes(ForestCodec.toBytes(forest))).isEqualTo(forest);
    }

    @Test
    void readsBackNamesInAnyScriptAndForestsWithoutTrees() {
        Forest forest = new Forest(List.of("país=ñ", "🙂", ""), -1, new int[0], new double[0], new double[0]);

        assertThat(ForestCodec.fromBytes(ForestCodec.toBytes(forest))).isEqualTo(forest);
    }

    @Test
    void sameForestGivesTheSameBytes() {
        assertThat(ForestCodec.toBytes(RandomForest.of(4, 5, 20, 7)))
                .isEqualTo(ForestCodec.toBytes(RandomForest.of(4, 5, 20, 7)));
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] bytes = ForestCodec.toBytes(RandomForest.of(5, 3, 4, 3));

        for (int length = 0; length < bytes.length; length++) {
            byte[] truncated = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ForestCodec.fromBytes(truncated))
                    .isInstanceOf(DataContractException.class)
                    .hasMessageStartingWith("[stored forest] not readable: expected ");
        }
    }

    @Test
    void otherBytesAndOtherVersionsAreRefused() {
        byte[] bytes = ForestCodec.toBytes(RandomForest.of(5, 3, 4, 3));
        byte[] newer = bytes.clone();
        newer[7] = 2;

        assertThatThrownBy(() -> ForestCodec.fromBytes(new byte[100]))
                .isInstanceOf(DataContractException.class)
                .hasMessage("[stored forest] not readable: expected a stored forest, was 100 other bytes. Not used;"
                        + " retrain, or roll back to an earlier model.");
        assertThatThrownBy(() -> ForestCodec.fromBytes(newer))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("expected version 1, was version 2.");
    }

    /** Any change of any byte is refused, and with nothing but the one exception. */
    @Test
    void randomEditsAreRefused() {
        Random random = new Random(6);
        byte[] bytes = ForestCodec.toBytes(RandomForest.of(6, 3, 4, 3));

        for (int edit = 0; edit < EDITS; edit++) {
            byte[] edited = edited(bytes, random);
            assertThat(catchThrowable(() -> ForestCodec.fromBytes(edited)))
                    .as("edit %d of seed 6", edit)
                    .isInstanceOf(DataContractException.class);
        }
    }

    /** Edits that also forge the checksum either give another valid forest, which scores, or are refused. */
    @Test
    void editsWithForgedChecksumNeverCrash() {
        Random random = new Random(7);
        byte[] bytes = ForestCodec.toBytes(RandomForest.of(7, 3, 4, 3));
        int loaded = 0;

        for (int edit = 0; edit < EDITS; edit++) {
            byte[] forged = forged(edited(bytes, random));
            try {
                Forest forest = ForestCodec.fromBytes(forged);
                assertThat(forest.logOdds(new double[forest.inputs().size()])).isFinite();
                assertThat(new TreeShap(forest).base()).isFinite();
                loaded++;
            } catch (DataContractException refused) {
                assertThat(refused).hasMessageContaining("expected");
            }
        }

        assertThat(loaded).isBetween(1, EDITS - 1);
    }

    @Test
    void forgedCountsAllocateNothing() {
        byte[] bytes = ForestCodec.toBytes(RandomForest.of(8, 3, 4, 3));
        ByteBuffer.wrap(bytes).putInt(8, Integer.MAX_VALUE);

        assertThatThrownBy(() -> ForestCodec.fromBytes(forged(bytes)))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("expected a count that fits into ")
                .hasMessageContaining("was 2147483647");
        ByteBuffer.wrap(bytes).putInt(8, -1);
        assertThatThrownBy(() -> ForestCodec.fromBytes(forged(bytes))).hasMessageContaining("was -1");
    }

    @Test
    void forgedBytesAfterTheLastNodeAreRefused() {
        byte[] bytes = ForestCodec.toBytes(RandomForest.of(8, 3, 4, 3));

        assertThatThrownBy(() -> ForestCodec.fromBytes(forged(Arrays.copyOf(bytes, bytes.length + 5))))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("expected nothing after the last node, was 5 bytes");
    }

    @Test
    void forgedBytesThatEndInANodeAreRefused() {
        byte[] bytes = ForestCodec.toBytes(RandomForest.of(8, 3, 4, 3));

        assertThatThrownBy(() -> ForestCodec.fromBytes(forged(Arrays.copyOf(bytes, bytes.length - 4))))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("expected all nodes, was cut off");
    }

    private static byte[] edited(byte[] bytes, Random random) {
        byte[] edited = bytes.clone();
        while (Arrays.equals(edited, bytes)) {
            int edits = 1 + random.nextInt(3);
            for (int i = 0; i < edits; i++) {
                edited[random.nextInt(edited.length)] = (byte) random.nextInt(256);
            }
        }
        return edited;
    }

    private static byte[] forged(byte[] bytes) {
        try {
            byte[] forged = bytes.clone();
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(forged, 0, forged.length - DIGEST_BYTES);
            System.arraycopy(digest.digest(), 0, forged, forged.length - DIGEST_BYTES, DIGEST_BYTES);
            return forged;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
