package dev.nightjar.churn.artifact;

import dev.nightjar.churn.BaselineModel;
import dev.nightjar.churn.BaselineModel.Direction;
import dev.nightjar.churn.CalibratedForest;
import dev.nightjar.churn.ChurnModel;
import dev.nightjar.churn.EvaluationForests;
import dev.nightjar.churn.Forest;
import dev.nightjar.churn.ForestCodec;
import dev.nightjar.churn.IsotonicCalibrator;
import dev.nightjar.churn.ProbabilityCalibrator;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.feature.FeatureEncoder;
import dev.nightjar.feature.FeatureEncoder.Column;
import dev.nightjar.feature.FeatureEncoder.Source;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * A churn model as bytes: {@code NJCM}, format version, SHA-256 of the rest, then the model field by field, big-endian.
 * The same model always gives the same bytes. No class name is read from them, so bytes can only become a model.
 */
public final class ChurnModelArtifact {

    /** Version of the format; another one is refused. */
    public static final int VERSION = 1;

    private static final int MAGIC = 0x4e4a434d;
    private static final int DIGEST_BYTES = 32;
    private static final int HEADER_BYTES = 2 * Integer.BYTES + DIGEST_BYTES;
    private static final byte FOREST = 0;
    private static final byte BASELINE = 1;
    private static final byte NO_CALIBRATOR = 0;
    private static final byte LOGISTIC = 1;
    private static final byte ISOTONIC = 2;

    private ChurnModelArtifact() {}

    /** The bytes of a model. */
    public static byte[] toBytes(ChurnModel model) {
        ArtifactBytes.Writer body = new ArtifactBytes.Writer();
        body.text(model.modelId());
        body.number(model.asOfDay());
        model.riskCutOffs().forEach(body::real);
        write(body, model.encoder());
        if (model.published() instanceof CalibratedForest forest) {
            body.tag(FOREST);
            write(body, forest);
            EvaluationForests graded = model.graded();
            write(body, graded.encoder());
            body.list(graded.byFold(), each -> write(body, each));
        } else {
            body.tag(BASELINE);
            write(body, (BaselineModel) model.published());
        }
        return sealed(body.bytes());
    }

    /** The bytes with mark, version and checksum before them. */
    static byte[] sealed(byte[] body) {
        return ByteBuffer.allocate(HEADER_BYTES + body.length)
                .putInt(MAGIC)
                .putInt(VERSION)
                .put(digest(body))
                .put(body)
                .array();
    }

    /**
     * The model of these bytes.
     *
     * @param name what the bytes are called in a message, such as the model's id
     * @throws DataContractException if they are no churn model, of another version, cut short or changed
     */
    public static ChurnModel fromBytes(String name, byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            throw damaged(name, "at least " + HEADER_BYTES + " bytes", bytes.length + " bytes");
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        int magic = header.getInt();
        if (magic != MAGIC) {
            throw damaged(name, "a churn model, beginning with NJCM", String.format("0x%08x", magic));
        }
        int version = header.getInt();
        if (version != VERSION) {
            throw new DataContractException("[model " + name + "] written in another format: expected version "
                    + VERSION + ", was " + version + ". Not used; retrain with `nightly --train always`.");
        }
        byte[] expected = Arrays.copyOfRange(bytes, 2 * Integer.BYTES, HEADER_BYTES);
        byte[] body = Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length);
        if (!Arrays.equals(expected, digest(body))) {
            throw damaged(name, "the checksum it was written with", "another one (" + bytes.length + " bytes)");
        }
        return read(name, body);
    }

    /** The checksum has held, so what fails now was written wrong. */
    private static ChurnModel read(String name, byte[] body) {
        try {
            ArtifactBytes.Reader in = new ArtifactBytes.Reader(body);
            String modelId = in.text();
            int asOfDay = in.number();
            List<Double> riskCutOffs = List.of(in.real(), in.real());
            FeatureEncoder encoder = readEncoder(in);
            byte kind = in.tag();
            requireTag(kind, FOREST, BASELINE);
            ChurnModel model = kind == FOREST
                    ? new ChurnModel(modelId, asOfDay, riskCutOffs, encoder, readForest(in), readEvaluation(in))
                    : new ChurnModel(modelId, asOfDay, riskCutOffs, encoder, readBaseline(in), null);
            in.end();
            return model;
        } catch (IllegalArgumentException e) {
            throw damaged(name, "fields of a churn model", String.valueOf(e.getMessage()));
        }
    }

    private static void write(ArtifactBytes.Writer body, CalibratedForest forest) {
        body.block(ForestCodec.toBytes(forest.forest()));
        write(body, forest.calibrator());
    }

    private static CalibratedForest readForest(ArtifactBytes.Reader in) {
        Forest forest = ForestCodec.fromBytes(in.block());
        return new CalibratedForest(forest, readCalibrator(in, in.tag()));
    }

    private static EvaluationForests readEvaluation(ArtifactBytes.Reader in) {
        FeatureEncoder encoder = readEncoder(in);
        return new EvaluationForests(encoder, in.list(() -> readForest(in)));
    }

    private static void write(ArtifactBytes.Writer body, BaselineModel baseline) {
        body.text(baseline.input());
        body.text(baseline.direction().name());
        ProbabilityCalibrator calibrator = baseline.calibrator();
        if (calibrator == null) {
            body.tag(NO_CALIBRATOR);
        } else {
            write(body, calibrator);
        }
    }

    private static BaselineModel readBaseline(ArtifactBytes.Reader in) {
        String input = in.text();
        Direction direction = Direction.valueOf(in.text());
        byte tag = in.tag();
        return new BaselineModel(input, direction, tag == NO_CALIBRATOR ? null : readCalibrator(in, tag));
    }

    private static void write(ArtifactBytes.Writer body, ProbabilityCalibrator calibrator) {
        if (calibrator instanceof IsotonicCalibrator isotonic) {
            body.tag(ISOTONIC);
            body.reals(isotonic.scores());
            body.reals(isotonic.probabilities());
            body.real(isotonic.tailSlope());
        } else {
            ProbabilityCalibrator.Logistic logistic = (ProbabilityCalibrator.Logistic) calibrator;
            body.tag(LOGISTIC);
            body.real(logistic.intercept());
            body.real(logistic.slope());
        }
    }

    private static ProbabilityCalibrator readCalibrator(ArtifactBytes.Reader in, byte tag) {
        requireTag(tag, ISOTONIC, LOGISTIC);
        return tag == ISOTONIC
                ? new IsotonicCalibrator(in.reals(), in.reals(), in.real())
                : new ProbabilityCalibrator.Logistic(in.real(), in.real());
    }

    private static void write(ArtifactBytes.Writer body, FeatureEncoder encoder) {
        body.number(encoder.schemaVersion());
        body.text(encoder.fingerprint());
        body.number(encoder.horizonDays());
        body.list(encoder.features(), body::text);
        body.list(encoder.columns(), column -> {
            body.text(column.input());
            body.text(column.feature());
            body.text(column.source().name());
            body.text(column.value());
            body.real(column.fill());
        });
    }

    private static FeatureEncoder readEncoder(ArtifactBytes.Reader in) {
        return new FeatureEncoder(
                in.number(),
                in.text(),
                in.number(),
                in.list(in::text),
                in.list(() -> new Column(in.text(), in.text(), Source.valueOf(in.text()), in.text(), in.real())));
    }

    private static void requireTag(byte tag, byte first, byte second) {
        if (tag != first && tag != second) {
            throw new IllegalArgumentException("a tag of " + tag);
        }
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static DataContractException damaged(String name, String expected, String actual) {
        return new DataContractException("[model " + name + "] damaged: expected " + expected + ", was " + actual
                + ". Not used; retrain with `nightly --train always`.");
    }
}
