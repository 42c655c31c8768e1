package dev.nightjar.history;

import dev.nightjar.customer.Profile;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.customer.column.TextColumn;
import dev.nightjar.parquet.ColumnBlock;
import dev.nightjar.parquet.ColumnValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Profiles as the columns of {@link HistoryTable#CUSTOMERS} and back; attributes are one JSON object per row. */
final class ProfileColumns {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};
    private static final String NO_ATTRIBUTES = "{}";

    private ProfileColumns() {}

    static List<ColumnValues> toColumns(List<Profile> profiles) {
        String[] ids = profiles.stream().map(Profile::customerId).toArray(String[]::new);
        int[] signedUp = profiles.stream()
                .map(Profile::signedUpDay)
                .mapToInt(day -> day == null ? Integer.MIN_VALUE : day)
                .toArray();
        long[] costs = profiles.stream().mapToLong(Profile::acquisitionCost).toArray();
        Map<Map<String, String>, String> known = new HashMap<>();
        String[] attributes = profiles.stream()
                .map(profile -> known.computeIfAbsent(profile.attributes(), ProfileColumns::json))
                .toArray(String[]::new);
        return List.of(
                new ColumnValues.Text(TextColumn.of(ids)),
                new ColumnValues.Ints(signedUp),
                coded(profiles, Profile::country),
                coded(profiles, Profile::language),
                coded(profiles, Profile::timeZone),
                coded(profiles, Profile::acquisitionChannel),
                new ColumnValues.Longs(costs),
                flags(profiles, Profile::profilingConsent),
                flags(profiles, Profile::marketingConsent),
                new ColumnValues.Text(TextColumn.of(attributes)));
    }

    static Profile[] toProfiles(ColumnBlock block) {
        TextColumn ids = block.text("customer_id");
        int[] signedUp = block.ints("signed_up_on");
        CodedText country = block.coded("country");
        CodedText language = block.coded("language");
        CodedText timeZone = block.coded("time_zone");
        CodedText channel = block.coded("acquisition_channel");
        long[] costs = block.longs("acquisition_cost");
        byte[] profiling = block.flags("profiling_consent");
        byte[] marketing = block.flags("marketing_consent");
        TextColumn attributes = block.text("attributes");
        // the same few attributes occur over and over
        Map<String, Map<String, String>> known = new HashMap<>();
        Profile[] profiles = new Profile[block.rows()];
        for (int row = 0; row < profiles.length; row++) {
            profiles[row] = new Profile(
                    ids.get(row),
                    signedUp[row] == Integer.MIN_VALUE ? null : Integer.valueOf(signedUp[row]),
                    country.get(row),
                    language.get(row),
                    timeZone.get(row),
                    channel.get(row),
                    costs[row],
                    flag(profiling[row]),
                    flag(marketing[row]),
                    known.computeIfAbsent(attributes.get(row), ProfileColumns::attributes));
        }
        return profiles;
    }

    private static String json(Map<String, String> attributes) {
        return attributes.isEmpty() ? NO_ATTRIBUTES : JSON.writeValueAsString(new TreeMap<>(attributes));
    }

    private static Map<String, String> attributes(String json) {
        return json.equals(NO_ATTRIBUTES) ? Map.of() : JSON.readValue(json, ATTRIBUTES);
    }

    private static ColumnValues coded(List<Profile> profiles, Function<Profile, @Nullable String> value) {
        @Nullable String[] rows = new String[profiles.size()];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = value.apply(profiles.get(row));
        }
        return new ColumnValues.Coded(CodedText.of(rows));
    }

    private static ColumnValues flags(List<Profile> profiles, Function<Profile, @Nullable Boolean> value) {
        byte[] flags = new byte[profiles.size()];
        for (int row = 0; row < flags.length; row++) {
            Boolean flag = value.apply(profiles.get(row));
            flags[row] = flag == null ? ColumnValues.MISSING_FLAG : (byte) (flag ? 1 : 0);
        }
        return new ColumnValues.Flags(flags);
    }

    private static @Nullable Boolean flag(byte value) {
        return value == ColumnValues.MISSING_FLAG ? null : Boolean.valueOf(value == 1);
    }
}
