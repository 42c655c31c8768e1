package dev.nightjar.job.extract;

import dev.nightjar.job.nightly.NightServices;
import dev.nightjar.job.partition.OncePerPartitionReader;
import dev.nightjar.job.partition.PartitionRows;
import dev.nightjar.job.partition.PartitionWork;
import dev.nightjar.job.partition.Partitions;
import dev.nightjar.source.extract.SourceTable;
import dev.nightjar.source.lake.LakeSource;
import dev.nightjar.source.spill.MonthCalendar;
import dev.nightjar.source.spill.SpillFile;
import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Step read-lakes: files of a lake, some at a time and in any order → their rows by month. Which files there are and which
 * months are wanted is frozen when the step is planned.
 */
public final class ReadLakes implements PartitionWork<SpillFile, SpillFile> {

    /** Name of the step. */
    public static final String STEP = "read-lakes";

    private static final String SPILLED = "spillFile";

    private final NightServices services;
    private final LakeSource lakes;

    public ReadLakes(NightServices services) {
        this.services = services;
        this.lakes = services.source().lakes();
    }

    /** Files to read together. */
    public List<String> plan() throws IOException {
        OpenMonths openMonths = new OpenMonths(services);
        List<YearMonth> all = MonthCalendar.months(services.night().asOfDate());
        Map<SourceTable, Collection<YearMonth>> wanted = new EnumMap<>(SourceTable.class);
        for (SourceTable table : List.of(SourceTable.ORDERS, SourceTable.INTERACTIONS)) {
            if (openMonths.isInLake(table)) {
                wanted.put(table, openMonths.of(table, all).keySet());
            }
        }
        return lakes.plan(wanted);
    }

    @Override
    public ItemReader<SpillFile> reader(StepExecution partition) {
        String token = services.night().runId() + "-" + partition.getJobExecutionId();
        return new OncePerPartitionReader<>(() -> lakes.split(Partitions.key(partition), token));
    }

    @Override
    public ItemProcessor<SpillFile, SpillFile> processor(StepExecution partition) {
        return spilled -> {
            Partitions.count(partition, new PartitionRows(spilled.scanned(), spilled.kept(), 0));
            return spilled;
        };
    }

    @Override
    public ItemWriter<SpillFile> writer(StepExecution partition) {
        return chunk -> {
            for (SpillFile spilled : chunk) {
                partition
                        .getExecutionContext()
                        .putString(SPILLED, JsonMapper.shared().writeValueAsString(spilled));
            }
        };
    }

    /** Notes where the rows are for the extraction that follows. */
    public void finish(List<StepExecution> partitions) throws IOException {
        List<SpillFile> spilled = new ArrayList<>();
        for (StepExecution partition : partitions) {
            spilled.add(JsonMapper.shared()
                    .readValue(partition.getExecutionContext().getString(SPILLED), SpillFile.class));
        }
        lakes.finishSplit(spilled);
    }
}
