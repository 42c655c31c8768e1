package dev.nightjar.job.nightly;

import dev.nightjar.engine.local.LocalEngine;
import dev.nightjar.job.Night;
import dev.nightjar.job.extract.ReadLakes;
import dev.nightjar.job.model.FailedTraining;
import dev.nightjar.job.partition.PartitionedSteps;
import dev.nightjar.warehouse.model.UsabilityFindings;
import java.util.List;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The nightly job: its steps in the order in which they run. */
@Configuration(proxyBeanMethods = false)
public class NightlyJobConfiguration {

    @Bean
    LocalEngine engine(NightServices services) {
        return new LocalEngine(services.night().properties().effectiveThreads());
    }

    @Bean
    PartitionedSteps steps(JobRepository jobRepository, LocalEngine engine, NightServices services) {
        return new PartitionedSteps(jobRepository, engine::handler, services.stopSignal(), services.progress());
    }

    @Bean
    NightFiles nightFiles(NightServices services) {
        return new NightFiles(services);
    }

    @Bean
    NightModels nightModels(NightServices services, NightFiles files) {
        return new NightModels(services, files);
    }

    // before step 1, where tables are in a lake

    @Bean
    Step readLakes(PartitionedSteps steps, NightServices services) {
        ReadLakes read = new ReadLakes(services);
        return steps.step(ReadLakes.STEP, read::plan, read, read::finish);
    }

    // step 1

    @Bean
    Step extractHistory(PartitionedSteps steps, NightServices services) {
        ExtractHistory extract = new ExtractHistory(services);
        return steps.step("extract-history", extract::plan, extract, extract::commit, List.of(ReadLakes.STEP));
    }

    // step 2

    @Bean
    Step buildFeatures(PartitionedSteps steps, NightServices services, NightFiles files, NightModels models) {
        BuildFeatures build = new BuildFeatures(services, files, models);
        return steps.step(BuildFeatures.STEP, files::buckets, build, build::report);
    }

    // step 3

    @Bean
    Step trainChurn(PartitionedSteps steps, NightServices services, NightFiles files, NightModels models) {
        return steps.step(TrainChurn.STEP, NightFiles::all, new TrainChurn(services, files, models));
    }

    // step 4

    @Bean
    Step fitCltv(PartitionedSteps steps, NightServices services, NightFiles files) {
        return steps.step("fit-cltv", NightFiles::all, new FitCltv(services, files));
    }

    // step 5

    @Bean
    Step scoreCustomers(PartitionedSteps steps, NightServices services, NightFiles files, NightModels models) {
        ScoreCustomers score = new ScoreCustomers(services, files, models);
        return steps.step("score-customers", files::buckets, score, score::compare);
    }

    // step 6

    @Bean
    Step assignSegments(PartitionedSteps steps, NightServices services, NightFiles files) {
        return steps.step("assign-segments", files::buckets, new AssignSegments(services, files));
    }

    // step 7

    @Bean
    Step publishScores(PartitionedSteps steps, NightServices services, NightFiles files, NightModels models) {
        return steps.step("publish-scores", NightFiles::all, new PublishScores(services, files, models));
    }

    // job

    @Bean
    Job nightly(
            JobRepository jobRepository,
            NightServices services,
            NightModels models,
            Step readLakes,
            Step extractHistory,
            Step buildFeatures,
            Step trainChurn,
            Step fitCltv,
            Step scoreCustomers,
            Step assignSegments,
            Step publishScores) {
        JobBuilder job = new JobBuilder(Night.JOB, jobRepository)
                .listener(new FailedTraining(
                        TrainChurn.training(services, models),
                        new UsabilityFindings(services.warehouse()),
                        services.lease()));
        SimpleJobBuilder first = services.source().lakes().hasMonths()
                ? job.start(readLakes).next(extractHistory)
                : job.start(extractHistory);
        return first.next(buildFeatures)
                .next(trainChurn)
                .next(fitCltv)
                .next(scoreCustomers)
                .next(assignSegments)
                .next(publishScores)
                .build();
    }
}
