package dev.nightjar.job.evaluate;

import dev.nightjar.engine.local.LocalEngine;
import dev.nightjar.job.partition.PartitionedSteps;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The job evaluate: one step, a past night per partition. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class EvaluateJobConfiguration {

    @Bean
    LocalEngine engine(EvaluateServices services) {
        return new LocalEngine(services.evaluation().properties().effectiveThreads());
    }

    @Bean
    PartitionedSteps steps(JobRepository jobRepository, LocalEngine engine, EvaluateServices services) {
        return new PartitionedSteps(jobRepository, engine::handler, services.stopSignal(), services.progress());
    }

    @Bean
    Step evaluateScores(PartitionedSteps steps, EvaluateServices services) {
        EvaluateNights evaluate = new EvaluateNights(services);
        return steps.step("evaluate-scores", evaluate::plan, evaluate, evaluate::warnOfNightsLeftOut);
    }

    @Bean
    Job evaluate(JobRepository jobRepository, Step evaluateScores) {
        return new JobBuilder(Evaluation.JOB, jobRepository)
                .start(evaluateScores)
                .build();
    }
}
