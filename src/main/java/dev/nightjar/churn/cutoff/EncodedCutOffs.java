package dev.nightjar.churn.cutoff;

import dev.nightjar.cltv.BgNbd;
import dev.nightjar.cltv.PurchaseCounts;
import dev.nightjar.cltv.calculus.FitException;
import dev.nightjar.cltv.purchase.PurchaseFamily;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.feature.CutOffRows;
import dev.nightjar.feature.FeatureCatalogue;
import dev.nightjar.feature.FeatureEncoder;
import dev.nightjar.feature.FeatureMatrix;
import dev.nightjar.feature.FeatureRows;
import dev.nightjar.feature.family.Feature;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Labelled cut-offs made of the rows that the buckets gave. BG/NBD is fitted at each cut-off on the whole population as
 * of that cut-off, once; where it cannot be fitted, its answers are missing values there. Not for concurrent use.
 */
public final class EncodedCutOffs implements LabelledCutOffs {

    private final FeatureCatalogue catalogue;
    private final List<CutOffRows> newestFirst = new ArrayList<>();
    private final Map<Integer, Optional<BgNbd>> purchaseModels = new HashMap<>();

    /**
     * Joins the parts of each cut-off.
     *
     * @param parts rows of any number of buckets and cut-offs, in any order; no customer twice at a cut-off
     * @param catalogue what the rows were computed with
     * @throws DataContractException if a customer occurs twice at a cut-off
     */
    public EncodedCutOffs(List<CutOffRows> parts, FeatureCatalogue catalogue) {
        this.catalogue = catalogue;
        parts.stream()
                .map(CutOffRows::cutOffDay)
                .distinct()
                .sorted((a, b) -> b - a)
                .forEach(day -> newestFirst.add(joined(
                        parts.stream().filter(part -> part.cutOffDay() == day).toList())));
        newestFirst.forEach(EncodedCutOffs::requireDistinctCustomers);
    }

    @Override
    public List<CutOff> newestFirst() {
        return newestFirst.stream()
                .map(rows -> new CutOff(rows.cutOffDay(), rows.rows().customerIds(), rows.churned()))
                .toList();
    }

    @Override
    public FeatureEncoder encoder(int cutOffDay) {
        FeatureRows rows = newestFirst.stream()
                .filter(cutOff -> cutOff.cutOffDay() == cutOffDay)
                .map(CutOffRows::rows)
                .findFirst()
                .orElseGet(() -> noRows(catalogue));
        return FeatureEncoder.fit(rows, catalogue);
    }

    @Override
    public FeatureMatrix inputs(int cutOffDay, FeatureEncoder encoder) {
        return encoder.encode(features(cutOffDay), purchaseModel(cutOffDay).orElse(null));
    }

    /** The features of everybody at a cut-off, as they were computed. */
    public FeatureRows features(int cutOffDay) {
        return rows(cutOffDay).rows();
    }

    @Override
    public double missingShare(int cutOffDay, String feature) {
        return features(cutOffDay).missingShare(feature);
    }

    /** BG/NBD as of a cut-off; empty where it could not be fitted. */
    public Optional<BgNbd> purchaseModel(int cutOffDay) {
        return purchaseModels.computeIfAbsent(cutOffDay, day -> fitted(rows(day).population()));
    }

    private CutOffRows rows(int cutOffDay) {
        return newestFirst.stream()
                .filter(cutOff -> cutOff.cutOffDay() == cutOffDay)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no cut-off on day " + cutOffDay));
    }

    private static void requireDistinctCustomers(CutOffRows cutOff) {
        Set<String> known = new HashSet<>();
        for (String customerId : cutOff.rows().customerIds()) {
            if (!known.add(customerId)) {
                throw new DataContractException("[train-churn, cut-off " + LocalDate.ofEpochDay(cutOff.cutOffDay())
                        + "] customer " + customerId + " occurs twice: expected one row per customer. No model;"
                        + " build the features anew.");
            }
        }
    }

    private static Optional<BgNbd> fitted(PurchaseCounts population) {
        try {
            return Optional.of((BgNbd) PurchaseFamily.BG_NBD.fit(population).model());
        } catch (FitException e) {
            return Optional.empty();
        }
    }

    private static FeatureRows noRows(FeatureCatalogue catalogue) {
        List<String> numbers = catalogue.codes(Feature.Kind.NUMBER);
        Map<String, CodedText> categories = new LinkedHashMap<>();
        catalogue.codes(Feature.Kind.CATEGORY).forEach(code -> categories.put(code, CodedText.missing(0)));
        FeatureMatrix none = new FeatureMatrix(numbers, new double[numbers.size()][0], 0);
        return new FeatureRows(new String[0], none, categories, new CustomerFacts[0]);
    }

    private static CutOffRows joined(List<CutOffRows> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        int size = parts.stream().mapToInt(part -> part.rows().size()).sum();
        boolean[] churned = new boolean[size];
        int offset = 0;
        for (CutOffRows part : parts) {
            System.arraycopy(part.churned(), 0, churned, offset, part.churned().length);
            offset += part.churned().length;
        }
        PurchaseCounts population = parts.stream()
                .map(CutOffRows::population)
                .reduce(PurchaseCounts::merge)
                .orElseThrow();
        return new CutOffRows(parts.get(0).cutOffDay(), rows(parts, size), churned, population);
    }

    private static FeatureRows rows(List<CutOffRows> parts, int size) {
        FeatureRows first = parts.get(0).rows();
        List<String> codes = first.numbers().codes();
        double[][] columns = new double[codes.size()][];
        for (int i = 0; i < columns.length; i++) {
            int column = i;
            columns[i] = each(parts)
                    .map(rows -> rows.numbers().columns()[column])
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
        }
        Map<String, CodedText> categories = new LinkedHashMap<>();
        for (String code : first.categories().keySet()) {
            categories.put(code, category(parts, code, size));
        }
        return new FeatureRows(
                each(parts).flatMap(rows -> Arrays.stream(rows.customerIds())).toArray(String[]::new),
                new FeatureMatrix(codes, columns, size),
                categories,
                each(parts).flatMap(rows -> Arrays.stream(rows.facts())).toArray(CustomerFacts[]::new));
    }

    private static CodedText category(List<CutOffRows> parts, String code, int size) {
        @Nullable String[] texts = new @Nullable String[size];
        int offset = 0;
        for (CutOffRows part : parts) {
            CodedText category = Objects.requireNonNull(part.rows().categories().get(code));
            for (int row = 0; row < category.size(); row++) {
                texts[offset++] = category.get(row);
            }
        }
        return CodedText.of(texts);
    }

    private static Stream<FeatureRows> each(List<CutOffRows> parts) {
        return parts.stream().map(CutOffRows::rows);
    }
}
