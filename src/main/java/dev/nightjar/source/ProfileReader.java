package dev.nightjar.source;

import dev.nightjar.customer.Money;
import dev.nightjar.customer.Profile;
import dev.nightjar.customer.column.ByteDictionary;
import dev.nightjar.postgres.CopyOutReader;
import dev.nightjar.postgres.NumericDecoder;
import dev.nightjar.postgres.PostgresType;
import dev.nightjar.source.batch.KeyedRows;
import dev.nightjar.source.batch.RepeatedText;
import dev.nightjar.source.extract.InspectedTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads all profiles. */
final class ProfileReader {

    private static final String SIGNED_UP_ON = "signed_up_on";
    private static final String ACQUISITION_COST = "acquisition_cost";
    private static final String ATTRIBUTES = "attributes";
    private static final JsonFactory JSON = new JsonFactory();

    private final InspectedTable table;
    private final SourceSettings settings;
    private final ByteDictionary erased;
    private final TextField customerId;
    private final TextField country;
    private final TextField language;
    private final TextField timeZone;
    private final TextField acquisitionChannel;
    private final NumberField acquisitionCost;
    private final @Nullable SourceClock signedUpOn;
    private final int signedUpField;
    private final int attributesField;
    private final boolean binaryJson;
    private final Rejects rejects;
    private final RepeatedText<String> texts = new RepeatedText<>();
    private final RepeatedText<Attributes> attributes = new RepeatedText<>();
    private final KeyedRows<String, Profile> profiles = new KeyedRows<>();

    ProfileReader(InspectedTable table, SourceSettings settings, ByteDictionary erased) {
        this.table = table;
        this.settings = settings;
        this.erased = erased;
        this.rejects = new Rejects(table.table());
        this.customerId = new TextField(table, "customer_id");
        this.country = new TextField(table, "country");
        this.language = new TextField(table, "language");
        this.timeZone = new TextField(table, "time_zone");
        this.acquisitionChannel = new TextField(table, "acquisition_channel");
        this.acquisitionCost = new NumberField(table, ACQUISITION_COST);
        this.signedUpField = table.index(SIGNED_UP_ON);
        this.signedUpOn = signedUpField < 0 ? null : new SourceClock(table.type(SIGNED_UP_ON), settings.sourceZone());
        this.attributesField = table.index(ATTRIBUTES);
        this.binaryJson = attributesField >= 0 && table.type(ATTRIBUTES) == PostgresType.JSONB;
    }

    String select() {
        return table.selectColumns();
    }

    /** The profiles in ascending order of customer id. */
    SourceBatch<List<Profile>> read(CopyOutReader rows) {
        while (rows.next()) {
            boolean hasCustomer = customerId.read(rows);
            if (hasCustomer && erased.contains(customerId.bytes(), customerId.from(), customerId.to())) {
                rejects.erased();
                continue;
            }
            rejects.read();
            if (!hasCustomer) {
                rejects.reject(null, "customer_id", Rejects.MISSING);
            } else if (customerId.hadNul()) {
                rejects.reject(customerId.text(), "customer_id", Rejects.NULL_CHARACTER);
            } else {
                Profile profile = profile(rows);
                profiles.add(profile.customerId(), profile);
            }
        }
        Map<String, Profile> settled = profiles.settle((key, reason) -> rejects.reject(key, null, reason));
        List<Profile> sorted = new ArrayList<>(settled.values());
        sorted.sort(Comparator.comparing(Profile::customerId));
        return rejects.batch(sorted);
    }

    private Profile profile(CopyOutReader rows) {
        return new Profile(
                customerId.text(),
                signedUpDay(rows),
                text(country, rows),
                text(language, rows),
                text(timeZone, rows),
                text(acquisitionChannel, rows),
                acquisitionCost(rows),
                consent(rows, "profiling_consent"),
                consent(rows, "marketing_consent"),
                attributes(rows));
    }

    private @Nullable String text(TextField field, CopyOutReader rows) {
        return field.read(rows) ? texts.value(field.bytes(), field.from(), field.to(), field::text) : null;
    }

    private @Nullable Integer signedUpDay(CopyOutReader rows) {
        if (signedUpOn == null || rows.isNull(signedUpField)) {
            return null;
        }
        long day = signedUpOn.day(rows, signedUpField, settings.businessZone());
        if (day != (int) day) {
            rejects.unusable(SIGNED_UP_ON);
            return null;
        }
        return (int) day;
    }

    private long acquisitionCost(CopyOutReader rows) {
        if (!acquisitionCost.isPresent(rows)) {
            return Money.MISSING;
        }
        long cost = acquisitionCost.tenThousandths(rows, null);
        if (cost == NumericDecoder.NOT_FINITE || cost == NumericDecoder.OUT_OF_RANGE) {
            rejects.unusable(ACQUISITION_COST);
            return Money.MISSING;
        }
        return cost;
    }

    private @Nullable Boolean consent(CopyOutReader rows, String column) {
        int field = table.index(column);
        boolean absent = field < 0 || rows.isNull(field);
        return absent ? null : Boolean.valueOf(rows.booleanValue(field));
    }

    private Map<String, String> attributes(CopyOutReader rows) {
        if (attributesField < 0 || rows.isNull(attributesField)) {
            return Map.of();
        }
        int version = binaryJson ? 1 : 0;
        int from = rows.offset(attributesField) + version;
        int length = rows.length(attributesField) - version;
        Attributes known =
                attributes.value(rows.bytes(), from, from + length, () -> parsed(rows.bytes(), from, length));
        if (!known.isObject()) {
            rejects.unusable(ATTRIBUTES);
        }
        return known.scalars();
    }

    /** What an object has; nothing of what is none. */
    private record Attributes(Map<String, String> scalars, boolean isObject) {

        static final Attributes UNUSABLE = new Attributes(Map.of(), false);
    }

    private static Attributes parsed(byte[] bytes, int from, int length) {
        Map<String, String> scalars = new TreeMap<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes, from, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Attributes.UNUSABLE;
            }
            addScalars(parser, "", scalars);
        } catch (JacksonException e) {
            return Attributes.UNUSABLE;
        }
        return new Attributes(Map.copyOf(scalars), true);
    }

    /** Adds what the object has; arrays hold no single value and are left out. */
    private static void addScalars(JsonParser parser, String prefix, Map<String, String> scalars) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = prefix + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT) {
                addScalars(parser, name + ".", scalars);
            } else if (value == JsonToken.START_ARRAY) {
                parser.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                scalars.put(name, parser.getString().replace('\0', '\uFFFD'));
            }
        }
    }
}
