package dev.nightjar.job.nightly;

import dev.nightjar.cltv.CltvFit;
import dev.nightjar.cltv.CltvModel;
import dev.nightjar.cltv.CltvOptions;
import dev.nightjar.customer.BucketHistory;
import dev.nightjar.customer.Money;
import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.job.Night;
import dev.nightjar.job.cltv.HoldOutCheck;
import dev.nightjar.job.cltv.MarketRows;
import dev.nightjar.job.partition.InOrder;
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
import java.util.Iterator;
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
final class FitCltv implements PartitionWork<List<CustomerFacts>, FitCltv.Fitted> {

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
     * The orders of a bucket's customers.
     *
     * @param markets of each customer in the order of the facts, null where unknown
     */
    private record Bucket(BucketHistory history, List<@Nullable String> markets) {}

    /** What was fitted, and how the same foretold a hold-out period. */
    record Fitted(PopulationFits fits, Map<String, @Nullable Object> holdOut) {}

    @Override
    public ItemReader<List<CustomerFacts>> reader(StepExecution partition) {
        return new OncePerPartitionReader<>(() -> {
            List<CustomerFacts> population = new ArrayList<>();
            InOrder.forEach(
                    files.bucketCount(), threads(), files::readFacts, facts -> population.addAll(Arrays.asList(facts)));
            return population;
        });
    }

    @Override
    public ItemProcessor<List<CustomerFacts>, Fitted> processor(StepExecution partition) {
        return population -> {
            Partitions.count(partition, new PartitionRows(population.size(), 1, 0));
            Night night = services.night();
            String modelId = ModelStore.modelId("cltv", night.asOfDate(), night.attempt());
            return population.isEmpty()
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

    private Fitted fitted(String modelId, List<CustomerFacts> population) throws IOException {
        CltvOptions options = options();
        int asOfDay = services.night().asOfDay();
        int first =
                population.stream().mapToInt(CustomerFacts::firstOrderDay).min().orElseThrow();
        CltvFit fit = new CltvFit(asOfDay, activeWithinDays());
        HoldOutCheck check = new HoldOutCheck(options, activeWithinDays(), first, asOfDay);
        LaterPurchases choice = LaterPurchases.of(options, first, asOfDay);
        Iterator<CustomerFacts> next = population.iterator();
        InOrder.forEach(files.bucketCount(), threads(), this::orders, bucket -> {
            for (String market : bucket.markets()) {
                CustomerFacts facts = next.next();
                fit.add(ValueInputs.of(facts, Money.MISSING, market), facts.lastOrderDayYearAgo());
            }
            check.add(bucket.history());
            choice.add(bucket.history());
        });
        choice.giveTo(fit);
        PopulationFits fits = new PopulationFits(modelId, cltv(fit, options), rfm(population));
        return new Fitted(fits, check.result(threads()));
    }

    private Bucket orders(int bucket) throws IOException {
        String market = services.night().properties().cltv().market();
        BucketHistory history =
                files.history().readOrders(bucket, services.night().asOfDay());
        List<@Nullable String> markets = new ArrayList<>();
        for (String customerId : files.readCustomerIds(bucket)) {
            int customer = Arrays.binarySearch(history.customerIds(), customerId);
            markets.add(Market.of(customer < 0 ? null : history.profiles()[customer], market));
        }
        return new Bucket(history, markets);
    }

    private int threads() {
        return services.night().properties().effectiveThreads();
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
