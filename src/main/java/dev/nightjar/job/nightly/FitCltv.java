package dev.nightjar.job.nightly;

import dev.nightjar.cltv.CltvFit;
import dev.nightjar.cltv.CltvModel;
import dev.nightjar.cltv.CltvOptions;
import dev.nightjar.customer.BucketHistory;
import dev.nightjar.customer.Money;
import dev.nightjar.customer.Profile;
import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.job.Night;
import dev.nightjar.job.cltv.HoldOutCheck;
import dev.nightjar.job.cltv.MarketRows;
import dev.nightjar.job.partition.OncePerPartitionReader;
import dev.nightjar.job.partition.PartitionRows;
import dev.nightjar.job.partition.PartitionWork;
import dev.nightjar.job.partition.Partitions;
import dev.nightjar.job.settings.CltvProperties;
import dev.nightjar.job.settings.DayPeriods;
import dev.nightjar.score.LaterPurchases;
import dev.nightjar.score.Market;
import dev.nightjar.score.ValueInputs;
import dev.nightjar.segment.RfmCutPoints;
import dev.nightjar.warehouse.model.CltvMarketStore;
import dev.nightjar.warehouse.model.CltvModelRow;
import dev.nightjar.warehouse.model.ModelStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Step fit-cltv: everything that is fitted on the whole population as of the date. */
final class FitCltv implements PartitionWork<FitCltv.Population, FitCltv.Fitted> {

    private static final Logger LOG = LoggerFactory.getLogger(FitCltv.class);

    private final NightServices services;
    private final NightFiles files;
    private final ModelStore store;
    private final CltvMarketStore marketStore;

    FitCltv(NightServices services, NightFiles files) {
        this.services = services;
        this.files = files;
        this.store = new ModelStore(services.warehouse());
        this.marketStore = new CltvMarketStore(services.warehouse());
    }

    /**
     * Everybody as of the date.
     *
     * @param facts of each customer
     * @param markets of each customer, null where unknown
     */
    record Population(List<CustomerFacts> facts, List<@Nullable String> markets) {

        int size() {
            return facts.size();
        }
    }

    /** What was fitted, and how the same foretold a hold-out period. */
    record Fitted(PopulationFits fits, Map<String, @Nullable Object> holdOut) {}

    @Override
    public ItemReader<Population> reader(StepExecution partition) {
        return new OncePerPartitionReader<>(() -> {
            CltvProperties cltv = services.night().properties().cltv();
            Population population = new Population(new ArrayList<>(), new ArrayList<>());
            for (int bucket = 0; bucket < files.bucketCount(); bucket++) {
                population.facts().addAll(Arrays.asList(files.readFacts(bucket)));
                Map<String, Profile> profiles = files.readProfiles(bucket);
                for (String customerId : files.readCustomerIds(bucket)) {
                    population.markets().add(Market.of(profiles.get(customerId), cltv.market()));
                }
            }
            return population;
        });
    }

    @Override
    public ItemProcessor<Population, Fitted> processor(StepExecution partition) {
        return population -> {
            Partitions.count(partition, new PartitionRows(population.size(), 1, 0));
            Night night = services.night();
            String modelId = ModelStore.modelId("cltv", night.asOfDate(), night.attempt());
            return population.size() == 0
                    ? new Fitted(new PopulationFits(modelId, null, null), Map.of())
                    : fitted(modelId, population);
        };
    }

    @Override
    public ItemWriter<Fitted> writer(StepExecution partition) {
        return chunk -> {
            for (Fitted fitted : chunk) {
                PopulationFits fits = fitted.fits();
                CltvModel model = fits.cltv();
                if (model != null) {
                    model.notes().forEach(note -> LOG.info("fit-cltv: {}", note));
                    store.save(CltvRows.row(fits.cltvModelId(), services.night().asOfDate(), model, fitted.holdOut()));
                    marketStore.save(fits.cltvModelId(), MarketRows.rows(model.purchaseFits()));
                }
                files.writeFits(fits);
            }
        };
    }

    private Fitted fitted(String modelId, Population population) throws IOException {
        CltvOptions options = options();
        int asOfDay = services.night().asOfDay();
        int first = population.facts().stream()
                .mapToInt(CustomerFacts::firstOrderDay)
                .min()
                .orElseThrow();
        CltvFit fit = new CltvFit(asOfDay, activeWithinDays());
        for (int i = 0; i < population.size(); i++) {
            CustomerFacts facts = population.facts().get(i);
            String market = population.markets().get(i);
            fit.add(ValueInputs.of(facts, Money.MISSING, market), facts.lastOrderDayYearAgo());
        }
        HoldOutCheck check = new HoldOutCheck(options, activeWithinDays(), first, asOfDay);
        LaterPurchases choice = LaterPurchases.of(options, first, asOfDay);
        for (int bucket = 0; bucket < files.bucketCount(); bucket++) {
            BucketHistory history = files.history().read(bucket, asOfDay);
            check.add(history);
            choice.add(history);
        }
        choice.giveTo(fit);
        PopulationFits fits = new PopulationFits(modelId, cltv(fit, options), rfm(population.facts()));
        return new Fitted(fits, check.result());
    }

    private CltvModel cltv(CltvFit fit, CltvOptions options) {
        Optional<CltvModelRow> older = store.newestGoodCltv(services.night().asOfDate());
        return fit.fit(
                options,
                older.map(row -> CltvRows.purchaseFits(row, marketStore.markets(row.modelId())))
                        .orElse(null),
                older.map(CltvRows::gammaGammaFit).orElse(null));
    }

    private CltvOptions options() {
        CltvProperties cltv = services.night().properties().cltv();
        return new CltvOptions(
                cltv.model(), DayPeriods.days(cltv.horizon()), cltv.annualDiscountRate(), cltv.margin(), cltv.market());
    }

    private int activeWithinDays() {
        return DayPeriods.days(services.night().properties().churn().activeWithin());
    }

    private RfmCutPoints rfm(List<CustomerFacts> population) {
        int asOfDay = services.night().asOfDay();
        return RfmCutPoints.fit(
                population.stream()
                        .mapToInt(facts -> asOfDay - facts.lastOrderDay())
                        .toArray(),
                population.stream().mapToInt(CustomerFacts::orderCount).toArray(),
                population.stream()
                        .mapToDouble(facts -> Money.units(facts.historicValue()))
                        .toArray());
    }
}
