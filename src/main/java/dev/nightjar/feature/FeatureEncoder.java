package dev.nightjar.feature;

import dev.nightjar.cltv.BgNbd;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.feature.family.Feature;
import dev.nightjar.feature.family.PurchaseModelFeatures;
import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns features into what a model can read: finite numbers only. Missing values are filled, with a 0/1 companion where
 * absence means something; categories become one 0/1 input per frequent value; the purchase model's answers are joined.
 * Fitted by {@link #fit}; made of plain fields, so that a model's artifact can hold it.
 *
 * @param schemaVersion of the catalogue it was fitted with
 * @param fingerprint of the catalogue it was fitted with
 * @param horizonDays length of the churn window, what the purchase model is asked for
 * @param features codes of all features of that catalogue
 * @param columns what the model reads, in order
 */
public record FeatureEncoder(
        int schemaVersion, String fingerprint, int horizonDays, List<String> features, List<Column> columns)
        implements Serializable {

    /** A number beyond this, in either direction, is no measurement and counts as missing: its square must stay finite. */
    private static final double LARGEST_NUMBER = 1e100;

    public FeatureEncoder {
        features = List.copyOf(features);
        columns = List.copyOf(columns);
    }

    /** Where an input comes from. */
    public enum Source {
        /** A number, filled where missing. */
        NUMBER,
        /** 1 where a number is missing, else 0. */
        NUMBER_MISSING,
        /** 1 where a category has one value, else 0. */
        CATEGORY,
        /** 1 where a category is missing, else 0. */
        CATEGORY_MISSING,
        /** The purchase model's answer, filled where it has none. */
        MODEL,
        /** 1 where the purchase model has no answer, else 0. */
        MODEL_MISSING
    }

    /**
     * One input of the model.
     *
     * @param input its name, such as {@code spend_30d}, {@code mean_nps:missing} or {@code country=GB}
     * @param feature code of the feature it is made of
     * @param source how
     * @param value the value of {@link Source#CATEGORY}, else empty
     * @param fill what stands for a missing number
     */
    public record Column(String input, String feature, Source source, String value, double fill)
            implements Serializable {

        /** Whether it is an answer of the purchase model, so that it says nothing where there is no such model. */
        public boolean isOfPurchaseModel() {
            return source == Source.MODEL || source == Source.MODEL_MISSING;
        }
    }

    /**
     * Fits an encoder: dictionaries of categories, and which inputs vary at all. An input that is the same for every
     * fitted row, or the same as an earlier one in every row, tells a model nothing and is left out.
     *
     * @param rows training rows, at one or several cut-offs
     * @param catalogue what {@code rows} were computed with
     */
    public static FeatureEncoder fit(FeatureRows rows, FeatureCatalogue catalogue) {
        return new FeatureEncoderFit(rows, catalogue).encoder();
    }

    /** The names of the inputs, in order. */
    public List<String> inputs() {
        return columns.stream().map(Column::input).toList();
    }

    /**
     * Where an input comes from.
     *
     * @throws IllegalArgumentException if there is no such input
     */
    public Column column(String input) {
        return columns.stream()
                .filter(column -> column.input().equals(input))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no input '" + input + "' among " + inputs()));
    }

    /**
     * The code of the feature that an input is made of.
     *
     * @throws IllegalArgumentException if there is no such input
     */
    public String featureOf(String input) {
        return column(input).feature();
    }

    /**
     * The inputs of a model.
     *
     * @param rows features as of one date
     * @param purchaseModel fitted on the population as of the same date; null where none could be fitted
     * @return n × inputs, every value finite
     * @throws DataContractException if the rows lack a feature
     */
    public FeatureMatrix encode(FeatureRows rows, @Nullable BgNbd purchaseModel) {
        double[][] encoded = new double[columns.size()][];
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = encode(columns.get(i), rows, purchaseModel);
        }
        return new FeatureMatrix(inputs(), encoded, rows.size());
    }

    /**
     * Makes sure that rows of {@code catalogue} mean what this encoder was fitted on.
     *
     * @param modelId model that holds this encoder, for the message
     * @throws DataContractException if schema version, horizon or features differ, saying how
     */
    public void requireSame(FeatureCatalogue catalogue, String modelId) {
        if (fingerprint.equals(catalogue.fingerprint())) {
            return;
        }
        Set<String> now =
                catalogue.features().stream().map(Feature::code).collect(Collectors.toCollection(LinkedHashSet::new));
        throw new DataContractException("[model " + modelId + "] trained on feature schema " + schemaVersion + " with "
                + features.size() + " features and a horizon of " + horizonDays + " days, the features have "
                + FeatureCatalogue.SCHEMA_VERSION + " with " + now.size() + " and "
                + catalogue.options().horizonDays() + " days" + difference(now) + otherDefinition(catalogue, now)
                + ". Retrain with `nightly --train always`.");
    }

    /** What differs where nothing else does: an encoder keeps no definition but in its fingerprint. */
    private String otherDefinition(FeatureCatalogue catalogue, Set<String> now) {
        boolean isAllElse = schemaVersion == FeatureCatalogue.SCHEMA_VERSION
                && horizonDays == catalogue.options().horizonDays()
                && List.copyOf(now).equals(features);
        return isAllElse
                ? ", and churn.definition was not "
                        + catalogue.options().definition().name().toLowerCase(Locale.ROOT) + ", as it is now"
                : "";
    }

    private String difference(Set<String> now) {
        Set<String> added = new TreeSet<>(now);
        features.forEach(added::remove);
        Set<String> removed = new TreeSet<>(features);
        removed.removeAll(now);
        return (added.isEmpty() ? "" : ", added " + examples(added))
                + (removed.isEmpty() ? "" : ", removed " + examples(removed));
    }

    private static String examples(Set<String> codes) {
        String shown = codes.stream().limit(5).collect(Collectors.joining("', '", "'", "'"));
        return codes.size() > 5 ? shown + " and " + (codes.size() - 5) + " more" : shown;
    }

    private double[] encode(Column column, FeatureRows rows, @Nullable BgNbd purchaseModel) {
        return switch (column.source()) {
            case NUMBER -> filled(number(rows, column), column.fill());
            case NUMBER_MISSING -> missing(number(rows, column));
            case CATEGORY -> categoryIs(category(rows, column), column.value());
            case CATEGORY_MISSING -> categoryIs(category(rows, column), null);
            case MODEL -> filled(modelAnswers(column, rows, purchaseModel), column.fill());
            case MODEL_MISSING -> missing(modelAnswers(column, rows, purchaseModel));
        };
    }

    private static double[] number(FeatureRows rows, Column column) {
        int index = rows.numbers().codes().indexOf(column.feature());
        if (index < 0) {
            throw lacking(column, rows.numbers().codes().size() + " other numbers");
        }
        return rows.numbers().columns()[index];
    }

    private static CodedText category(FeatureRows rows, Column column) {
        CodedText category = rows.categories().get(column.feature());
        if (category == null) {
            throw lacking(column, "categories " + rows.categories().keySet());
        }
        return category;
    }

    private static DataContractException lacking(Column column, String found) {
        return new DataContractException("[feature rows] no feature '" + column.feature() + "': expected what input '"
                + column.input() + "' of the model was fitted on, was " + found
                + ". Nothing scored; build the features anew, or retrain.");
    }

    private double[] modelAnswers(Column column, FeatureRows rows, @Nullable BgNbd purchaseModel) {
        double[] answers = new double[rows.size()];
        for (int row = 0; row < answers.length; row++) {
            answers[row] = purchaseModel == null
                    ? Double.NaN
                    : PurchaseModelFeatures.answer(
                            column.feature(), purchaseModel, rows.facts()[row].purchases(), horizonDays);
        }
        return answers;
    }

    private static double[] filled(double[] values, double fill) {
        double[] filled = new double[values.length];
        for (int row = 0; row < filled.length; row++) {
            filled[row] = isKnown(values[row]) ? values[row] : fill;
        }
        return filled;
    }

    private static double[] missing(double[] values) {
        double[] missing = new double[values.length];
        for (int row = 0; row < missing.length; row++) {
            missing[row] = isKnown(values[row]) ? 0 : 1;
        }
        return missing;
    }

    private static boolean isKnown(double value) {
        return Math.abs(value) <= LARGEST_NUMBER;
    }

    private static double[] categoryIs(CodedText category, @Nullable String value) {
        int wanted = value == null ? CodedText.MISSING : codeOf(value, category.values());
        double[] is = new double[category.size()];
        for (int row = 0; row < is.length; row++) {
            is[row] = category.codes()[row] == wanted ? 1 : 0;
        }
        return is;
    }

    /** A code that no row has where the value does not occur. */
    private static int codeOf(String value, String[] values) {
        int code = 0;
        while (code < values.length && !values[code].equals(value)) {
            code++;
        }
        return code;
    }
}
