package dev.nightjar.churn.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.churn.BaselineModel;
import dev.nightjar.churn.BaselineModel.Direction;
import dev.nightjar.churn.CalibratedForest;
import dev.nightjar.churn.ChurnModel;
import dev.nightjar.churn.EvaluationForests;
import dev.nightjar.churn.Forest;
import dev.nightjar.churn.IsotonicCalibrator;
import dev.nightjar.churn.ProbabilityCalibrator;
import dev.nightjar.churn.cutoff.PlantedCutOffs;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.feature.FeatureEncoder;
import dev.nightjar.feature.FeatureMatrix;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChurnModelArtifactTests {

    private static final FeatureEncoder ENCODER = PlantedCutOffs.encoder("größe=2'\n");
    private static final List<Double> RISK = List.of(0.4, 0.7);
    private static final IsotonicCalibrator ISOTONIC =
            new IsotonicCalibrator(new double[] {-1, 0, 2}, new double[] {0.1, 0.3, 0.8}, 0.05);

    private final ChurnModel model = new ChurnModel(
            "churn-2026-02-14-01",
            20_498,
            RISK,
            ENCODER,
            forest(0.5, ISOTONIC),
            new EvaluationForests(
                    PlantedCutOffs.encoder("older"),
                    List.of(
                            forest(0.1, ISOTONIC),
                            forest(0.2, ProbabilityCalibrator.identity()),
                            forest(0.3, new ProbabilityCalibrator.Logistic(0.5, 2)))));

    @Test
    void aForestComesBackAsItWas() {
        ChurnModel back = roundTrip(model);

        assertThat(back.modelId()).isEqualTo("churn-2026-02-14-01");
        assertThat(back.asOfDay()).isEqualTo(20_498);
        assertThat(back.riskCutOffs()).isEqualTo(RISK);
        assertThat(back.encoder()).isEqualTo(ENCODER);
        assertThat(back.graded().encoder().fingerprint()).isEqualTo("older");
        assertThat(back.graded().byFold()).hasSize(3);
        FeatureMatrix inputs = new FeatureMatrix(List.of("first"), new double[][] {{-2, 0, 3}}, 3);
        assertThat(back.probability(inputs)).isEqualTo(model.probability(inputs));
        String[] ids = {"a", "b", "c"};
        assertThat(back.graded().probability(ids, inputs))
                .isEqualTo(model.graded().probability(ids, inputs));
    }

    @Test
    void baselinesComeBackAsTheyWere() {
        BaselineModel line = new BaselineModel("first", Direction.HIGH, new ProbabilityCalibrator.Logistic(1, 2));

        assertThat(roundTrip(baseline(line)).published()).isEqualTo(line);
        assertThat(roundTrip(baseline(BaselineModel.NO_ORDER)).published()).isEqualTo(BaselineModel.NO_ORDER);
    }

    @Test
    void theSameModelGivesTheSameBytes() {
        byte[] bytes = ChurnModelArtifact.toBytes(model);

        assertThat(ChurnModelArtifact.toBytes(ChurnModelArtifact.fromBytes("m", bytes)))
                .isEqualTo(bytes);
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] bytes = ChurnModelArtifact.toBytes(model);

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ChurnModelArtifact.fromBytes("m", cut))
                    .isInstanceOf(DataContractException.class)
                    .hasMessageContaining("[model m]")
                    .hasMessageContaining("retrain");
        }
    }

    @Test
    void everyEditIsRefused() {
        byte[] bytes = ChurnModelArtifact.toBytes(model);
        Random random = new Random(1);

        for (int edit = 0; edit < 2000; edit++) {
            byte[] edited = bytes.clone();
            edited[random.nextInt(edited.length)] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> ChurnModelArtifact.fromBytes("m", edited))
                    .isInstanceOf(DataContractException.class);
        }
    }

    /** Overwrites, inserts, deletes, swaps and repeats stretches of any length. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void noRandomEditIsLoadedOrCrashes(long seed) {
        byte[] bytes = ChurnModelArtifact.toBytes(model);
        Random random = new Random(seed);

        for (int edit = 0; edit < 500; edit++) {
            byte[] edited = edited(bytes, random);
            if (!Arrays.equals(edited, bytes)) {
                assertThatThrownBy(() -> ChurnModelArtifact.fromBytes("m", edited))
                        .as("seed %d, edit %d", seed, edit)
                        .isInstanceOf(DataContractException.class)
                        .hasMessageContaining("[model m]");
            }
        }
    }

    /** As if the fields had been written wrong, then sealed: refused, or a model of fields that can be. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void randomFieldsUnderAGoodChecksumNeverCrash(long seed) {
        byte[] bytes = ChurnModelArtifact.toBytes(model);
        byte[] body = Arrays.copyOfRange(bytes, 40, bytes.length);
        Random random = new Random(seed);

        for (int edit = 0; edit < 500; edit++) {
            byte[] sealed = ChurnModelArtifact.sealed(edited(body, random));
            try {
                ChurnModel loaded = ChurnModelArtifact.fromBytes("m", sealed);
                assertThat(ChurnModelArtifact.toBytes(loaded))
                        .as("seed %d, edit %d", seed, edit)
                        .isEqualTo(sealed);
            } catch (DataContractException e) {
                assertThat(e).as("seed %d, edit %d", seed, edit).hasMessageContaining("retrain");
            }
        }
    }

    private static byte[] edited(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length);
        int length = random.nextInt(1 + Math.min(bytes.length - from, 1 << random.nextInt(8)));
        byte[] before = Arrays.copyOf(bytes, from);
        byte[] stretch = Arrays.copyOfRange(bytes, from, from + length);
        byte[] after = Arrays.copyOfRange(bytes, from + length, bytes.length);
        byte[] drawn = new byte[length];
        random.nextBytes(drawn);
        return switch (random.nextInt(5)) {
            case 0 -> joined(before, drawn, after);
            case 1 -> joined(before, drawn, stretch, after);
            case 2 -> joined(before, after);
            case 3 -> joined(before, after, stretch);
            default -> joined(before, stretch, stretch, after);
        };
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Test
    void messagesNameWhatIsWrong() {
        byte[] other = ChurnModelArtifact.toBytes(model);
        other[0] = 'X';
        byte[] newer = ChurnModelArtifact.toBytes(model);
        newer[7] = 2;
        byte[] edited = ChurnModelArtifact.toBytes(model);
        edited[edited.length - 1]++;

        assertThatThrownBy(() -> ChurnModelArtifact.fromBytes("m", new byte[3]))
                .hasMessage("[model m] damaged: expected at least 40 bytes, was 3 bytes. Not used; retrain with"
                        + " `nightly --train always`.");
        assertThatThrownBy(() -> ChurnModelArtifact.fromBytes("m", other))
                .hasMessageContaining("expected a churn model, beginning with NJCM, was 0x584a434d");
        assertThatThrownBy(() -> ChurnModelArtifact.fromBytes("m", newer))
                .hasMessageContaining("written in another format: expected version 1, was 2. Not used; retrain");
        assertThatThrownBy(() -> ChurnModelArtifact.fromBytes("m", edited))
                .hasMessageContaining("expected the checksum it was written with, was another one");
    }

    @Test
    void fieldsThatMakeNoModelAreRefusedThoughTheChecksumHolds() {
        ArtifactBytes.Writer writer = new ArtifactBytes.Writer();
        writer.text("m");
        writer.number(1);
        writer.number(Integer.MAX_VALUE);

        assertThatThrownBy(() -> ChurnModelArtifact.fromBytes("m", ChurnModelArtifact.sealed(writer.bytes())))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("expected fields of a churn model, was the end of the bytes");
    }

    @Test
    void bytesLeftOverAreRefused() {
        byte[] bytes = ChurnModelArtifact.toBytes(model);
        byte[] body = Arrays.copyOfRange(bytes, 40, bytes.length + 3);

        assertThatThrownBy(() -> ChurnModelArtifact.fromBytes("m", ChurnModelArtifact.sealed(body)))
                .hasMessageContaining("was 3 bytes left over");
    }

    @Test
    void absurdSizesAllocateNothing() {
        for (int size : new int[] {-1, 9, Integer.MAX_VALUE}) {
            ArtifactBytes.Writer writer = new ArtifactBytes.Writer();
            writer.number(size);
            writer.real(1);
            assertThatThrownBy(() -> new ArtifactBytes.Reader(writer.bytes()).reals())
                    .hasMessage("a size of " + size + " with 8 bytes left");
        }
    }

    private ChurnModel roundTrip(ChurnModel original) {
        return ChurnModelArtifact.fromBytes("m", ChurnModelArtifact.toBytes(original));
    }

    private static ChurnModel baseline(BaselineModel baseline) {
        return new ChurnModel("churn-2026-02-14-01", 20_498, RISK, ENCODER, baseline, null);
    }

    private static CalibratedForest forest(double threshold, ProbabilityCalibrator calibrator) {
        Forest stump = new Forest(
                List.of("first"),
                -0.5,
                new int[] {0, Forest.LEAF, Forest.LEAF},
                new double[] {threshold, -1, 1},
                new double[] {10, 20});
        return new CalibratedForest(stump, calibrator);
    }
}
