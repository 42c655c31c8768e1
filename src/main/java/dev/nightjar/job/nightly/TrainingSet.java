package dev.nightjar.job.nightly;

import dev.nightjar.churn.cutoff.LabelledCutOffs;
import dev.nightjar.cltv.BgNbd;
import dev.nightjar.cltv.BgNbdFit;
import dev.nightjar.cltv.FitException;
import dev.nightjar.cltv.PurchaseCounts;
import dev.nightjar.feature.CutOffRows;
import dev.nightjar.feature.FeatureCatalogue;
import dev.nightjar.feature.FeatureEncoder;
import dev.nightjar.feature.FeatureMatrix;
import dev.nightjar.feature.FeatureRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The labelled rows of all buckets, cut-off by cut-off, with the purchase model fitted as of each. */
final class TrainingSet implements LabelledCutOffs {

    private final FeatureCatalogue catalogue;
    private final Map<Integer, CutOffRows> byDay = new TreeMap<>(Comparator.reverseOrder());
    private final Map<Integer, Optional<BgNbd>> purchaseModels = new ConcurrentHashMap<>();

    /** @param buckets of each bucket its cut-offs; the same days in all */
    TrainingSet(List<List<CutOffRows>> buckets, FeatureCatalogue catalogue) {
        this.catalogue = catalogue;
        Map<Integer, List<CutOffRows>> parts = new TreeMap<>();
        buckets.forEach(cutOffs -> cutOffs.forEach(cutOff -> parts.computeIfAbsent(
                        cutOff.cutOffDay(), day -> new ArrayList<>())
                .add(cutOff)));
        parts.forEach((day, cutOffs) -> byDay.put(day, joined(day, cutOffs)));
    }

    @Override
    public List<CutOff> newestFirst() {
        return byDay.values().stream()
                .map(cutOff -> new CutOff(cutOff.cutOffDay(), cutOff.rows().customerIds(), cutOff.churned()))
                .toList();
    }

    @Override
    public FeatureEncoder encoder(int cutOffDay) {
        return FeatureEncoder.fit(rows(cutOffDay).rows(), catalogue);
    }

    @Override
    public FeatureMatrix inputs(int cutOffDay, FeatureEncoder encoder) {
        return encoder.encode(rows(cutOffDay).rows(), purchaseModel(cutOffDay));
    }

    /** All labelled rows. */
    long size() {
        return byDay.values().stream().mapToLong(cutOff -> cutOff.rows().size()).sum();
    }

    private @Nullable BgNbd purchaseModel(int cutOffDay) {
        return purchaseModels
                .computeIfAbsent(cutOffDay, day -> fit(rows(day).population()))
                .orElse(null);
    }

    /** Nothing where it cannot be fitted: then its features are missing values at that cut-off. */
    private static Optional<BgNbd> fit(PurchaseCounts population) {
        try {
            return Optional.of(BgNbdFit.fit(population).model());
        } catch (FitException e) {
            return Optional.empty();
        }
    }

    private CutOffRows rows(int cutOffDay) {
        CutOffRows cutOff = byDay.get(cutOffDay);
        if (cutOff == null) {
            throw new IllegalArgumentException("no cut-off " + cutOffDay + " among " + byDay.keySet());
        }
        return cutOff;
    }

    private static CutOffRows joined(int day, List<CutOffRows> parts) {
        FeatureRows rows = FeatureRows.concat(parts.stream().map(CutOffRows::rows).toList());
        boolean[] churned = new boolean[rows.size()];
        PurchaseCounts population = parts.get(0).population();
        int row = 0;
        for (int part = 0; part < parts.size(); part++) {
            boolean[] labels = parts.get(part).churned();
            System.arraycopy(labels, 0, churned, row, labels.length);
            row += labels.length;
            population = part == 0 ? population : population.merge(parts.get(part).population());
        }
        return new CutOffRows(day, rows, churned, population);
    }
}
