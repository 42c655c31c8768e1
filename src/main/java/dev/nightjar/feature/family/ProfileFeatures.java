package dev.nightjar.feature.family;

/** What never changes about a customer. The source knows profiles as of today only, so nothing else may be used. */
final class ProfileFeatures {

    private static final String FAMILY = "profile";
    private static final String ATTRIBUTES = "customers.attributes";

    private ProfileFeatures() {}

    static void declare(FeatureSheet sheet) {
        sheet.line(FAMILY, "country", "Country")
                .definition("Country as in the source.")
                .needs("customers.country")
                .fillWithCompanion(0)
                .category(tally -> tally.profile().country());
        sheet.line(FAMILY, "acquisition_channel", "How the customer was won")
                .definition("Acquisition channel as in the source.")
                .needs("customers.acquisition_channel")
                .fillWithCompanion(0)
                .category(tally -> tally.profile().acquisitionChannel());
        for (String attribute : sheet.stableAttributes()) {
            sheet.line(FAMILY, "attribute_" + attribute, "Attribute " + attribute)
                    .definition("Declared stable attribute of the profile.")
                    .needs(ATTRIBUTES)
                    .fillWithCompanion(0)
                    .category(tally -> tally.profile().attributes().get(attribute));
        }
    }
}
