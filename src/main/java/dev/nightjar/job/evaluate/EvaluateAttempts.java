package dev.nightjar.job.evaluate;

import dev.nightjar.job.NightApplication;
import dev.nightjar.job.NightLauncher;
import dev.nightjar.job.NightRuns;
import dev.nightjar.job.Outcomes;
import dev.nightjar.job.partition.JsonContexts;
import dev.nightjar.warehouse.RunLedger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** The attempts of one as-of date: the one that was interrupted is finished, then a new one does what is left. */
final class EvaluateAttempts {

    private static final Logger LOG = LoggerFactory.getLogger(EvaluateAttempts.class);

    private final EvaluateServices services;
    private final RunLedger ledger;
    private final String version;

    EvaluateAttempts(EvaluateServices services, String version) {
        this.services = services;
        this.ledger = new RunLedger(services.warehouse());
        this.version = version;
    }

    /** Runs them, and returns the ids of the runs that worked; none if the date is done and nothing is new. */
    List<String> run() throws IOException {
        List<String> runIds = new ArrayList<>();
        Optional<RunLedger.Run> last = ledger.runs(services.evaluation().asOfDate()).stream()
                .filter(run -> run.job().equals(Evaluation.JOB))
                .findFirst();
        if (last.isPresent() && last.get().status() != RunLedger.Status.SUCCEEDED) {
            resume(last.get()).ifPresent(runIds::add);
        }
        boolean isFirst = last.isEmpty();
        if (isFirst
                || services.evaluation().isAgain()
                || !services.nights().undone().isEmpty()) {
            runIds.add(run(launch(isFirst ? 1 : last.get().attempt() + 1)));
        }
        return List.copyOf(runIds);
    }

    /** Empty where an earlier version began it: what it left undone is for the next attempt. */
    private Optional<String> resume(RunLedger.Run last) {
        try {
            return Optional.of(run(launch(last.attempt())));
        } catch (JsonContexts.OlderContextException e) {
            LOG.warn("{}. The next attempt does what it left.", e.getMessage());
            return Optional.empty();
        }
    }

    private String run(RunLedger.Launch launch) {
        EvaluateServices ofRun = services.of(launch.runId());
        ledger.start(launch);
        try (ConfigurableApplicationContext context = NightApplication.start(
                EvaluateJobConfiguration.class, EvaluateServices.class, ofRun, services.warehouse())) {
            NightRuns runs = new NightRuns(context.getBean(JobRepository.class), context.getBean(JobOperator.class));
            if (!runs.isDone(launch)) {
                Outcomes.requireCompleted(
                        launch, services.lease(), services.stopSignal(), runs.run(context.getBean(Job.class), launch));
            }
            ledger.finish(launch, new RunLedger.Outcome(RunLedger.Status.SUCCEEDED, 0, null, null));
            return launch.runId();
        } catch (RuntimeException e) {
            ledger.finish(launch, Outcomes.of(e, launch));
            throw e;
        }
    }

    private RunLedger.Launch launch(int attempt) {
        Evaluation evaluation = services.evaluation();
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("again", evaluation.isAgain());
        settings.put("threads", evaluation.properties().effectiveThreads());
        return new RunLedger.Launch(
                RunLedger.runId(Evaluation.JOB, evaluation.asOfDate(), attempt),
                Evaluation.JOB,
                evaluation.asOfDate(),
                attempt,
                NightLauncher.host(),
                ProcessHandle.current().pid(),
                version,
                JsonMapper.shared().writeValueAsString(settings));
    }
}
