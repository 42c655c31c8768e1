package dev.nightjar.job;

import dev.nightjar.parquet.Storage;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

    /** The folders of all nights whose files are there. */
    public static List<NightFolder> all(Storage storage, String home) throws IOException {
        return storage.directories(new Path(home, "nights")).stream()
                .map(NightFolder::new)
                .toList();
    }

    /**
     * Deletes the folders of succeeded nights but for the newest; those of other runs stay, because they may resume.
     *
     * @param runId the run that has just ended, which stays whatever its date
     * @param succeeded run ids, newest first
     * @param keep how many of them keep their files
     * @return folders deleted
     */
    static int deleteOld(Storage storage, String home, String runId, List<String> succeeded, int keep)
            throws IOException {
        Set<String> old = new HashSet<>(succeeded.subList(Math.min(keep, succeeded.size()), succeeded.size()));
        old.remove(runId);
        int deleted = 0;
        for (Path folder : storage.directories(new Path(home, "nights"))) {
            if (old.contains(folder.getName())) {
                storage.deleteRecursively(folder);
                deleted++;
            }
        }
        return deleted;
    }

    /**
     * Deletes what other runs kept of lakes. One that goes on after that and had begun to read a lake needs a further attempt.
     *
     * @param runId the run whose rows stay
     * @param prefix of the ids of the runs concerned; empty for all
     */
    public static void deleteLakesOfOthers(Storage storage, String home, String runId, String prefix)
            throws IOException {
        for (NightFolder night : all(storage, home)) {
            String other = night.root().getName();
            if (other.startsWith(prefix) && !other.equals(runId)) {
                storage.deleteRecursively(night.lake());
            }
        }
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

    /** Whether the night trains a churn model. */
    public Path trainingDecision() {
        return new Path(root, "training.txt");
    }

    /** The churn model that scores the night; empty where none does. */
    public Path scoringModel() {
        return new Path(root, "scoring-model.bin");
    }

    /** What was fitted on the population. */
    public Path fits() {
        return new Path(root, "fits.json");
    }

    /** What the night has to tell, for people. */
    public Path report() {
        return new Path(root, "report.html");
    }

    /** What the night keeps of lakes until it is in the history. */
    public Path lake() {
        return new Path(root, "lake");
    }

    private Path file(String kind, int bucket) {
        return new Path(new Path(root, kind), String.format(Locale.ROOT, "bucket-%04d.parquet", bucket));
    }
}
