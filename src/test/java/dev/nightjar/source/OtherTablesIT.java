package dev.nightjar.source;

import static dev.nightjar.source.SourceFixture.rejectLines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.customer.Money;
import dev.nightjar.customer.Profile;
import dev.nightjar.source.extract.SourceTable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Interactions, profiles and rates. */
class OtherTablesIT {

    private static final String AT = "timestamptz '2026-02-03 10:00Z'";

    @Test
    void interactionsKeepKindsInLowerCaseAndValuesAsNumbers() {
        List<SourceBatch<InteractionBatch>> batches = SourceFixture.oneOrder()
                .table(
                        SourceTable.INTERACTIONS,
                        "customer_id, occurred_at, kind, channel, value, campaign_id",
                        "'a', " + AT + ", 'Visit', 'web', 2.5::float8, 7",
                        "'a', " + AT + ", 'visit', null, 'NaN', null",
                        "'b', " + AT + ", 'own kind', '', null, 8",
                        "null, " + AT + ", 'visit', 'web', 1, 7",
                        "'c', " + AT + ", null, 'web', 1, 7",
                        "'d', " + AT + ", ' ', 'web', 1, 7")
                .readInteractions();

        InteractionBatch rows = batches.get(0).rows();
        assertThat(rows.interactionId()).isNull();
        assertThat(rows.kind().values()).containsExactly("visit", "own kind");
        assertThat(rows.kind().codes()).containsExactly(0, 0, 1);
        assertThat(rows.value()).containsExactly(2.5, Double.NaN, Double.NaN);
        assertThat(rows.campaignId().get(0)).isEqualTo("7");
        assertThat(rows.campaignId().get(1)).isNull();
        assertThat(rejectLines(batches))
                .containsExactly(
                        "interactions null customer_id missing",
                        "interactions null kind missing",
                        "interactions null kind missing");
        assertThat(batches.get(0).unusable()).containsExactly(Map.entry("interactions.value", 1L));
    }

    @Test
    void repeatedInteractionIdsAreSettledAndAbsentOnesAreNot() {
        List<SourceBatch<InteractionBatch>> batches = SourceFixture.oneOrder()
                .table(
                        SourceTable.INTERACTIONS,
                        "interaction_id, customer_id, occurred_at, kind",
                        "1::bigint, 'a', " + AT + ", 'visit'",
                        "1, 'a', " + AT + ", 'visit'",
                        "2, 'a', " + AT + ", 'visit'",
                        "2, 'a', " + AT + ", 'login'",
                        "null, 'a', " + AT + ", 'visit'",
                        "null, 'a', " + AT + ", 'visit'")
                .readInteractions();

        InteractionBatch rows = batches.get(0).rows();
        assertThat(rows.size()).isEqualTo(3);
        assertThat(Objects.requireNonNull(rows.interactionId()).get(0)).isEqualTo("1");
        assertThat(Objects.requireNonNull(rows.interactionId()).get(1)).isEmpty();
        assertThat(rejectLines(batches))
                .containsExactly(
                        "interactions 1 null duplicate",
                        "interactions 2 null conflict",
                        "interactions 2 null conflict");
    }

    @Test
    void profilesAreTypedAndAttributesFlattened() {
        SourceFixture shop = SourceFixture.oneOrder()
                .table(
                        SourceTable.CUSTOMERS,
                        "customer_id, signed_up_on, country, acquisition_cost, profiling_consent, marketing_consent, attributes",
                        "'a', date '2020-02-29', 'GB', 12.345::numeric, false, true,"
                                + " '{\"age\": 44, \"home\": {\"rooms\": 3.50, \"owner\": true}, \"likes\": [1], \"none\": null,"
                                + " \"name\": \"Zoë\"}'::jsonb",
                        "'b', 'infinity', ' ', 'NaN', null, null, '[1, 2]'",
                        "null, null, null, null, null, null, null",
                        "'c', null, null, null, null, null, null");

        try (ShopSource source = shop.open()) {
            SourceBatch<List<Profile>> batch = source.readProfiles();

            assertThat(batch.rows())
                    .containsExactly(
                            new Profile(
                                    "a",
                                    (int) LocalDate.of(2020, 2, 29).toEpochDay(),
                                    "GB",
                                    null,
                                    null,
                                    null,
                                    123_450,
                                    false,
                                    true,
                                    Map.of("age", "44", "home.rooms", "3.50", "home.owner", "true", "name", "Zoë")),
                            Profile.unknown("b"),
                            Profile.unknown("c"));
            assertThat(batch.rows().get(1).acquisitionCost()).isEqualTo(Money.MISSING);
            assertThat(batch.rowsRead()).isEqualTo(4);
            assertThat(rejectLines(List.of(batch))).containsExactly("customers null customer_id missing");
            assertThat(batch.unusable())
                    .containsOnlyKeys("customers.signed_up_on", "customers.acquisition_cost", "customers.attributes");
        }
    }

    @Test
    void aCustomerInConflictHasNoProfile() {
        SourceFixture shop = SourceFixture.oneOrder()
                .table(
                        SourceTable.CUSTOMERS,
                        "customer_id, country, attributes",
                        "'same', 'GB', '{\"a\": 1, \"b\": 2}'::jsonb",
                        "'same', 'GB', '{\"b\": 2, \"a\": 1}'",
                        "'differ', 'GB', null",
                        "'differ', 'FR', null");

        try (ShopSource source = shop.open()) {
            SourceBatch<List<Profile>> batch = source.readProfiles();

            assertThat(batch.rows()).extracting(Profile::customerId).containsExactly("same");
            assertThat(rejectLines(List.of(batch)))
                    .containsExactly(
                            "customers differ null conflict",
                            "customers differ null conflict",
                            "customers same null duplicate");
            assertThat(batch.rowsRead()).isEqualTo(4);
        }
    }

    @Test
    void ratesThatCannotBeAreRejectedAndLaterOnesNotRead() {
        SourceFixture shop = SourceFixture.oneOrder()
                .table(
                        SourceTable.FX_RATES,
                        "rate_date, currency, rate_to_base",
                        "date '2026-02-01', 'EUR', 0.8::numeric",
                        "date '2026-02-01', 'EUR', 0.80",
                        "date '2026-02-01', 'USD', 0.7",
                        "date '2026-02-01', 'USD', 0.71",
                        "date '2026-02-01', 'SEK', 0",
                        "date '2026-02-01', 'NOK', 'NaN'",
                        "date '2026-02-01', 'DKK', null",
                        "date '2026-02-01', null, 1",
                        "null, 'CHF', 1",
                        "'infinity', 'CHF', 1",
                        "date '2026-03-01', 'CHF', -1");

        try (ShopSource source = shop.open()) {
            SourceBatch<FxRates> batch = source.fxRates();

            assertThat(batch.rows().size()).isEqualTo(1);
            assertThat(batch.rows().rate("EUR", (int) LocalDate.of(2026, 2, 1).toEpochDay()))
                    .isEqualTo(new BigDecimal("0.8"));
            assertThat(batch.rows().rate("EUR", (int) LocalDate.of(2026, 1, 31).toEpochDay()))
                    .isNull();
            assertThat(batch.rowsRead()).isEqualTo(10);
            assertThat(rejectLines(List.of(batch)))
                    .containsExactlyInAnyOrder(
                            "fx_rates 2026-02-01 EUR null duplicate",
                            "fx_rates 2026-02-01 USD null conflict",
                            "fx_rates 2026-02-01 USD null conflict",
                            "fx_rates 2026-02-01 SEK rate_to_base not_positive",
                            "fx_rates 2026-02-01 NOK rate_to_base not_finite",
                            "fx_rates 2026-02-01 DKK rate_to_base missing",
                            "fx_rates 2026-02-01 currency missing",
                            "fx_rates CHF rate_date missing",
                            "fx_rates CHF rate_date infinite");
        }
    }
}
