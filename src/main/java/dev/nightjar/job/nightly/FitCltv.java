package dev.nightjar.job.nightly;

import dev.nightjar.cltv.CltvFit;
import dev.nightjar.cltv.CltvModel;
import dev.nightjar.cltv.CltvOptions;
import dev.nightjar.customer.Money;
import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.job.Night;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Step fit-cltv: everything that is fitted on the whole population as of the date. */
final class FitCltv implements PartitionWork<List<CustomerFacts[]>, PopulationFits> {

    private static final Logger LOG = LoggerFactory.getLogger(FitCltv.class);

    private final NightServices services;
    private final NightFiles files;
    private final ModelStore store;

    FitCltv(NightServices services, NightFiles files) {
        this.services = services;
        this.files = files;
        this.store = new ModelStore(services.warehouse());
    }

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
    public ItemProcessor<List<CustomerFacts[]>, PopulationFits> processor(StepExecution partition) {
        return buckets -> {
            List<CustomerFacts> population =
                    buckets.stream().flatMap(Arrays::stream).toList();
            Partitions.count(partition, new PartitionRows(population.size(), 1, 0));
            Night night = services.night();
            String modelId = ModelStore.modelId("cltv", night.asOfDate(), night.attempt());
            return population.isEmpty()
                    ? new PopulationFits(modelId, null, null)
                    : new PopulationFits(modelId, cltv(population), rfm(population));
        };
    }

    @Override
    public ItemWriter<PopulationFits> writer(StepExecution partition) {
        return chunk -> {
            for (PopulationFits fits : chunk) {
                CltvModel model = fits.cltv();
                if (model != null) {
                    model.notes().forEach(note -> LOG.info("fit-cltv: {}", note));
                    store.save(CltvRows.row(fits.cltvModelId(), services.night().asOfDate(), model));
                }
                files.writeFits(fits);
            }
        };
    }

    private CltvModel cltv(List<CustomerFacts> population) {
        Night night = services.night();
        CltvFit fit = new CltvFit(
                night.asOfDay(), DayPeriods.days(night.properties().churn().activeWithin()));
        for (CustomerFacts facts : population) {
            fit.add(ValueInputs.of(facts, Money.MISSING), facts.lastOrderDayYearAgo());
        }
        CltvProperties cltv = night.properties().cltv();
        CltvOptions options = new CltvOptions(
                cltv.model(), DayPeriods.days(cltv.horizon()), cltv.annualDiscountRate(), cltv.margin());
        Optional<CltvModelRow> older = store.newestGoodCltv(night.asOfDate());
        return fit.fit(
                options,
                older.map(CltvRows::bgNbdFit).orElse(null),
                older.map(CltvRows::gammaGammaFit).orElse(null));
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
