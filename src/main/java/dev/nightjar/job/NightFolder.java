package dev.nightjar.job;

import java.util.Locale;
import org.apache.hadoop.fs.Path;

/**
 * Where a night keeps its files: {@code <home>/nights/<run id>/<kind>/bucket-NNNN.parquet}.
 *
 * @param root folder of the night
 */
public record NightFolder(Path root) {

    /** The folder of a night. */
    public static NightFolder of(Night night) {
        return of(night.properties().home(), night.runId());
    }

    /** The folder of the run with this id. */
    public static NightFolder of(String home, String runId) {
        return new NightFolder(new Path(new Path(home, "nights"), runId));
    }

    /** Features of everybody as of the date. */
    public Path features(int bucket) {
        return file("features", bucket);
    }

    /** Labelled rows at earlier cut-offs. */
    public Path training(int bucket) {
        return file("training", bucket);
    }

    /** Scores before segments are assigned. */
    public Path scores(int bucket) {
        return file("scores", bucket);
    }

    /** Scores as they are published. */
    public Path assigned(int bucket) {
        return file("assigned", bucket);
    }

    /** How the scored customers are spread over the bins of the population that the model was trained on. */
    public Path drift(int bucket) {
        return new Path(new Path(root, "drift"), String.format(Locale.ROOT, "bucket-%04d.json", bucket));
    }

    /** What was fitted on the population. */
    public Path fits() {
        return new Path(root, "fits.json");
    }

    private Path file(String kind, int bucket) {
        return new Path(new Path(root, kind), String.format(Locale.ROOT, "bucket-%04d.parquet", bucket));
    }
}
