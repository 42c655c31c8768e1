package dev.nightjar.job.nightly;

import dev.nightjar.cltv.CltvFit;
import dev.nightjar.cltv.CltvModel;
import dev.nightjar.cltv.CltvOptions;
import dev.nightjar.customer.Money;
import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.job.Night;
import dev.nightjar.job.cltv.HoldOutCheck;
import dev.nightjar.job.partition.OncePerPartitionReader;
import dev.nightjar.job.partition.PartitionRows;
import dev.nightjar.job.partition.PartitionWork;
import dev.nightjar.job.partition.Partitions;
import dev.nightjar.job.settings.CltvProperties;
import dev.nightjar.job.settings.DayPeriods;
import dev.nightjar.score.ValueInputs;
import dev.nightjar.segment.RfmCutPoints;
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
final class FitCltv implements PartitionWork<List<CustomerFacts[]>, FitCltv.Fitted> {

    private static final Logger LOG = LoggerFactory.getLogger(FitCltv.class);

    private final NightServices services;
    private final NightFiles files;
    private final ModelStore store;

    FitCltv(NightServices services, NightFiles files) {
        this.services = services;
        this.files = files;
        this.store = new ModelStore(services.warehouse());
    }

    /** What was fitted, and how the same foretold a hold-out period. */
    record Fitted(PopulationFits fits, Map<String, @Nullable Object> holdOut) {}

    @Override
    public ItemReader<List<CustomerFacts[]>> reader(StepExecution partition) {
        return new OncePerPartitionReader<>(() -> {
            List<CustomerFacts[]> buckets = new ArrayList<>();
            for (int bucket = 0; bucket < files.bucketCount(); bucket++) {
                buckets.add(files.readFacts(bucket));
            }
            return buckets;
        });
    }

    @Override
    public ItemProcessor<List<CustomerFacts[]>, Fitted> processor(StepExecution partition) {
        return buckets -> {
            List<CustomerFacts> population =
                    buckets.stream().flatMap(Arrays::stream).toList();
            Partitions.count(partition, new PartitionRows(population.size(), 1, 0));
            Night night = services.night();
            String modelId = ModelStore.modelId("cltv", night.asOfDate(), night.attempt());
            return population.isEmpty()
                    ? new Fitted(new PopulationFits(modelId, null, null), Map.of())
                    : new Fitted(new PopulationFits(modelId, cltv(population), rfm(population)), holdOut(population));
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
                }
                files.writeFits(fits);
            }
        };
    }

    private CltvModel cltv(List<CustomerFacts> population) {
        Night night = services.night();
        CltvFit fit = new CltvFit(night.asOfDay(), activeWithinDays());
        for (CustomerFacts facts : population) {
            fit.add(ValueInputs.of(facts, Money.MISSING), facts.lastOrderDayYearAgo());
        }
        Optional<CltvModelRow> older = store.newestGoodCltv(night.asOfDate());
        return fit.fit(
                options(),
                older.map(CltvRows::bgNbdFit).orElse(null),
                older.map(CltvRows::gammaGammaFit).orElse(null));
    }

    private Map<String, @Nullable Object> holdOut(List<CustomerFacts> population) throws IOException {
        int asOfDay = services.night().asOfDay();
        int first =
                population.stream().mapToInt(CustomerFacts::firstOrderDay).min().orElseThrow();
        return new HoldOutCheck(options(), activeWithinDays())
                .run(
                        first,
                        asOfDay,
                        files.bucketCount(),
                        bucket -> files.history().read(bucket, asOfDay));
    }

    private CltvOptions options() {
        CltvProperties cltv = services.night().properties().cltv();
        return new CltvOptions(cltv.model(), DayPeriods.days(cltv.horizon()), cltv.annualDiscountRate(), cltv.margin());
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
