package dev.nightjar.customer;

import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the source knows about a customer today, beside events.
 *
 * @param customerId whose profile it is
 * @param signedUpDay days since 1970-01-01, or null
 * @param country as in the source
 * @param language as in the source
 * @param timeZone as in the source
 * @param acquisitionChannel how the customer was won
 * @param acquisitionCost ten-thousandths of the base currency; {@link Money#MISSING} where unknown
 * @param profilingConsent null where the source does not say, which is no refusal
 * @param marketingConsent null where the source does not say
 * @param attributes scalar values of the source's {@code attributes} object as text, nested keys joined by a dot
 */
public record Profile(
        String customerId,
        @Nullable Integer signedUpDay,
        @Nullable String country,
        @Nullable String language,
        @Nullable String timeZone,
        @Nullable String acquisitionChannel,
        long acquisitionCost,
        @Nullable Boolean profilingConsent,
        @Nullable Boolean marketingConsent,
        Map<String, String> attributes)
        implements Serializable {

    public Profile {
        attributes = Map.copyOf(attributes);
    }

    /** A profile that knows nothing but the id. */
    public static Profile unknown(String customerId) {
        return new Profile(customerId, null, null, null, null, null, Money.MISSING, null, null, Map.of());
    }

    /** Whether the customer refuses profiling, and so must be in no training row, feature or score. */
    public boolean refusesProfiling() {
        return Boolean.FALSE.equals(profilingConsent);
    }
}
