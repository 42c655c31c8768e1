package dev.nightjar.churn;

import com.microsoft.ml.lightgbm.PredictionType;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_double;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_float;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_int;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_long_long;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_p_void;
import com.microsoft.ml.lightgbm.lightgbmlib;
import com.microsoft.ml.lightgbm.lightgbmlibConstants;
import dev.nightjar.churn.PeerForests.Rows;
import io.github.metarank.lightgbm4j.LGBMBooster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** LightGBM on rows in native memory, its answers left there: what {@link LGBMBooster} copies is not measured. */
final class LightGbmEngine implements Engine {

    private static final String TEMPORARY = "java.io.tmpdir";

    private final int inputs;
    private final int rows;
    private final int width;
    private final int type;
    private final String options;
    private final SWIGTYPE_p_p_void booster;
    private final SWIGTYPE_p_float values;
    private final SWIGTYPE_p_double answers;
    private final SWIGTYPE_p_long_long answered = lightgbmlib.new_int64_tp();

    private LightGbmEngine(Forest forest, List<Rows> blocks, int threads, PredictionType type) {
        this.inputs = forest.inputs().size();
        this.width = type == PredictionType.C_API_PREDICT_CONTRIB ? inputs + 1 : 1;
        this.type = type.getType();
        this.options = "num_threads=" + threads;
        this.booster = lightgbmlib.voidpp_handle();
        SWIGTYPE_p_int iterations = lightgbmlib.new_intp();
        require(lightgbmlib.LGBM_BoosterLoadModelFromString(ForestExport.lightgbm(forest), iterations, booster));
        lightgbmlib.delete_intp(iterations);
        float[] rowMajor = BenchmarkForest.rowMajor(blocks);
        this.rows = rowMajor.length / inputs;
        this.values = lightgbmlib.new_floatArray(rowMajor.length);
        for (int i = 0; i < rowMajor.length; i++) {
            lightgbmlib.floatArray_setitem(values, i, rowMajor[i]);
        }
        this.answers = lightgbmlib.new_doubleArray((long) rows * width);
    }

    static Engine scoring(Forest forest, List<Rows> rows, int threads) throws IOException {
        // before the types, which are read from it
        loadNative();
        return new LightGbmEngine(forest, rows, threads, PredictionType.C_API_PREDICT_RAW_SCORE);
    }

    static Engine explaining(Forest forest, List<Rows> rows, int threads) throws IOException {
        loadNative();
        return new LightGbmEngine(forest, rows, threads, PredictionType.C_API_PREDICT_CONTRIB);
    }

    @Override
    public Answers answer() {
        require(lightgbmlib.LGBM_BoosterPredictForMat(
                lightgbmlib.voidpp_value(booster),
                lightgbmlib.float_to_voidp_ptr(values),
                lightgbmlibConstants.C_API_DTYPE_FLOAT32,
                rows,
                inputs,
                1,
                type,
                0,
                -1,
                options,
                answered,
                answers));
        return (row, column) -> lightgbmlib.doubleArray_getitem(answers, (long) row * width + column);
    }

    @Override
    public void close() {
        lightgbmlib.LGBM_BoosterFree(lightgbmlib.voidpp_value(booster));
        lightgbmlib.delete_floatArray(values);
        lightgbmlib.delete_doubleArray(answers);
        lightgbmlib.delete_int64_tp(answered);
    }

    /**
     * Loads the library from a directory of its own: the binding unpacks it to a fixed name, over the file that another
     * process, such as the one that started this, may have mapped, and would then crash. The class loads it too when it is
     * first touched, so nothing of it may be asked before.
     */
    private static synchronized void loadNative() throws IOException {
        String shared = System.getProperty(TEMPORARY);
        Path own = Files.createTempDirectory("nightjar-lightgbm");
        System.setProperty(TEMPORARY, own.toString());
        try {
            LGBMBooster.loadNative();
        } finally {
            System.setProperty(TEMPORARY, shared);
            for (Path unpacked : unpacked(own)) {
                Files.delete(unpacked);
            }
            Files.delete(own);
        }
    }

    private static List<Path> unpacked(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static void require(int result) {
        if (result != 0) {
            throw new IllegalStateException("LightGBM failed: " + lightgbmlib.LGBM_GetLastError());
        }
    }
}
