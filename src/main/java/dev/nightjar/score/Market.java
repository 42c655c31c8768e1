package dev.nightjar.score;

import dev.nightjar.cltv.CltvOptions;
import dev.nightjar.customer.Profile;
import org.jspecify.annotations.Nullable;

/** The market of a customer, as its profile says today. */
public final class Market {

    private Market() {}

    /**
     * The value of one field of the profile.
     *
     * @param profile null where the source has none
     * @param field {@code country}, {@code language}, {@code acquisition_channel}, a key of the attributes, or {@code none}
     * @return null where it is unknown or empty, and for {@code none}
     */
    public static @Nullable String of(@Nullable Profile profile, String field) {
        if (profile == null || field.equals(CltvOptions.NO_MARKET)) {
            return null;
        }
        String value = switch (field) {
            case "country" -> profile.country();
            case "language" -> profile.language();
            case "acquisition_channel" -> profile.acquisitionChannel();
            default -> profile.attributes().get(field);
        };
        return value == null || value.isBlank() ? null : value;
    }
}
