package dev.nightjar.sample;

import org.jspecify.annotations.Nullable;

/**
 * A row of the customers table.
 *
 * @param customerId from 1
 * @param signedUpDay days since 1970-01-01
 * @param country two capital letters
 * @param language two letters
 * @param timeZone of the country
 * @param acquisitionChannel how the customer was won
 * @param acquisitionCostCents in hundredths of a pound; null where unknown
 * @param profilingConsent null where never asked
 * @param marketingConsent null where never asked
 * @param attributes a JSON object
 */
record ShopProfile(
        long customerId,
        int signedUpDay,
        String country,
        String language,
        String timeZone,
        String acquisitionChannel,
        @Nullable Long acquisitionCostCents,
        @Nullable Boolean profilingConsent,
        @Nullable Boolean marketingConsent,
        String attributes) {

    private static final String[] COUNTRIES = {"GB", "DE", "FR", "IE", "NL", "US"};
    private static final double[] COUNTRY_WEIGHTS = {55, 14, 10, 6, 5, 10};
    private static final String[] LANGUAGES = {"en", "de", "fr", "en", "nl", "en"};
    private static final String[] TIME_ZONES = {
        "Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Dublin", "Europe/Amsterdam", "America/New_York"
    };
    private static final int[] CURRENCY_OF_COUNTRY = {0, 1, 1, 1, 1, 2};
    private static final String[] ACQUISITION_CHANNELS = {
        "organic", "search_ads", "social_ads", "referral", "marketplace"
    };
    private static final double[] CHANNEL_COSTS = {2, 14, 18, 6, 9};
    private static final String[] AGE_BANDS = {"18-24", "25-34", "35-44", "45-54", "55-64", "65+"};
    private static final String[] TIERS = {"basic", "plus", "premium"};

    /** Draws a profile. Those who leave easily come more often from advertisements, the engaged buy higher tiers. */
    static ShopProfile draw(Shopper shopper, Draws draws) {
        int country = draws.pick(COUNTRY_WEIGHTS);
        double fickle = shopper.leaveShare();
        int channel = draws.pick(35, 15 + 25 * fickle, 8 + 60 * fickle, 18 - 14 * fickle, 12);
        double cost = CHANNEL_COSTS[channel] * draws.gamma(4) / 4;
        double keen = shopper.engagement();
        String tier = TIERS[draws.pick(5, 1 + 2 * keen, keen)];
        String age = AGE_BANDS[draws.pick(10, 24, 24, 19, 14, 9)];
        String attributes = "{\"age_band\": \"" + age + "\", \"household\": {\"size\": " + draws.wholeBetween(1, 5)
                + "}, \"stable_tier\": \"" + tier + "\"}";
        return new ShopProfile(
                shopper.customerId(),
                shopper.signedUpDay(),
                COUNTRIES[country],
                LANGUAGES[country],
                TIME_ZONES[country],
                ACQUISITION_CHANNELS[channel],
                draws.chance(0.1) ? null : Long.valueOf(Math.round(cost * 100)),
                consent(draws, 0.02, 0.08),
                consent(draws, 0.2, 0.05),
                attributes);
    }

    /** The currency the customer pays in, an index into {@link ShopCalendar#CURRENCIES}. */
    int currency() {
        for (int i = 0; i < COUNTRIES.length; i++) {
            if (COUNTRIES[i].equals(country)) {
                return CURRENCY_OF_COUNTRY[i];
            }
        }
        throw new IllegalStateException("no currency for country " + country);
    }

    private static @Nullable Boolean consent(Draws draws, double refused, double unknown) {
        double u = draws.uniform();
        if (u < refused) {
            return Boolean.FALSE;
        }
        return u < refused + unknown ? null : Boolean.TRUE;
    }
}
