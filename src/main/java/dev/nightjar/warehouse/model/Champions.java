package dev.nightjar.warehouse.model;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.warehouse.LeaseException;
import dev.nightjar.warehouse.Warehouse;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who is champion: a night scores with the newest model of status champion whose as-of date is not after its own. Older
 * champions keep their status, so that a night of the past finds the champion of its time. Each change is one
 * transaction, made while no run holds the lease, and leaves a row in {@code churn_champion_change}.
 */
public final class Champions {

    private static final String PLACE = "model store";
    private static final String PROMOTED = "promoted";
    private static final String ROLLED_BACK = "rolled_back";
    private static final String TRAINED = "trained";
    /** Newest first, by as-of date and then by attempt. */
    static final String NEWEST = " order by as_of_date desc, length(model_id) desc, model_id desc";

    private final Warehouse warehouse;

    public Champions(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** The newest champion of all; empty if there is none. */
    public Optional<String> reigning() {
        return warehouse.transaction(PLACE, Champions::reigning);
    }

    /** All changes, newest first. */
    public List<ChampionChange> changes() {
        return warehouse.transaction(PLACE, Champions::changes);
    }

    /**
     * The champion that the recorded changes leave as of a date, whether or not its row is still there: a training adds one, a
     * promotion or a rollback retires those that are newer. Empty if there was none by then.
     */
    public Optional<String> recorded(LocalDate asOfDate) {
        String firstOfNextDay = ModelStore.modelId(ModelStore.CHURN, asOfDate.plusDays(1), 0);
        return Optional.ofNullable(recorded(changes()).lower(firstOfNextDay));
    }

    /** The champions that the changes leave, oldest first. */
    private static NavigableSet<String> recorded(List<ChampionChange> newestFirst) {
        NavigableSet<String> champions = new TreeSet<>(ModelStore.OLDEST_FIRST);
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            ChampionChange change = newestFirst.get(i);
            if (!change.action().equals(TRAINED)) {
                champions.tailSet(change.modelId()).clear();
            }
            champions.add(change.modelId());
        }
        return champions;
    }

    private static List<ChampionChange> changes(JdbcClient jdbc) {
        return jdbc.sql("""
                        select changed_at, model_id, previous_model_id, action, changed_by
                        from retention.churn_champion_change
                        order by change_id desc
                        """)
                .query((row, number) -> new ChampionChange(
                        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                        row.getString("model_id"),
                        row.getString("previous_model_id"),
                        row.getString("action"),
                        row.getString("changed_by")))
                .list();
    }

    /**
     * Makes a model champion. Champions that are newer are retired, or they would go on scoring.
     *
     * @param modelId of status champion, challenger or retired; whether it can score is the caller's question
     * @return the champion before; empty if there was none. The model itself if it is the champion already: then nothing
     *     is changed, unless the changes still name one that was deleted by hand, whose end is recorded
     * @throws LeaseException if a night runs
     */
    public Optional<String> promote(String modelId) {
        return warehouse.transaction(PLACE, jdbc -> {
            lock(jdbc);
            Optional<String> before = reigning(jdbc);
            if (before.equals(Optional.of(modelId))) {
                endDeleted(jdbc, modelId);
            } else {
                enthrone(jdbc, modelId);
                recordChange(jdbc, modelId, before.orElse(null), PROMOTED);
            }
            return before;
        });
    }

    /** Where the newest champion by the changes is another than the one that reigns, records that this one does. */
    private static void endDeleted(JdbcClient jdbc, String reigning) {
        List<ChampionChange> newestFirst = changes(jdbc);
        NavigableSet<String> recorded = recorded(newestFirst);
        if (!recorded.isEmpty() && !recorded.last().equals(reigning)) {
            recordChange(jdbc, reigning, before(newestFirst, reigning).orElse(null), PROMOTED);
        }
    }

    /**
     * Where a rollback leads: the champion before the reigning one, past those that were deleted by hand.
     *
     * @throws ConfigurationException if there is no champion, or none before it
     */
    public String previous() {
        return warehouse.transaction(PLACE, Champions::previous);
    }

    /**
     * Returns to the previous champion; champions that are newer are retired.
     *
     * @param previous what {@link #previous()} said; whether it can score is the caller's question
     * @return the model that was champion
     * @throws LeaseException if a night runs
     * @throws ConfigurationException if the champion has changed since
     */
    public String rollback(String previous) {
        return warehouse.transaction(PLACE, jdbc -> {
            lock(jdbc);
            if (!previous(jdbc).equals(previous)) {
                throw ConfigurationException.of(
                        "the champion has changed meanwhile, so nothing was rolled back: look at"
                                + " `models list`, then try again");
            }
            String reigning = reigning(jdbc).orElseThrow();
            enthrone(jdbc, previous);
            recordChange(jdbc, previous, reigning, ROLLED_BACK);
            return reigning;
        });
    }

    /** Nobody else changes a model until the transaction ends, and no night scores meanwhile. */
    private static void lock(JdbcClient jdbc) {
        jdbc.sql("lock table retention.churn_model in share row exclusive mode").update();
        jdbc.sql("select run_id from retention.lease where expires_at > clock_timestamp() limit 1")
                .query(String.class)
                .optional()
                .ifPresent(runId -> {
                    throw new LeaseException(
                            "[model store] " + runId + " runs and may be scoring, so the champion was not"
                                    + " changed. Try again when it is done; `status` shows how far it is.");
                });
    }

    private static Optional<String> reigning(JdbcClient jdbc) {
        return jdbc.sql("select model_id from retention.churn_model where status = 'champion'" + NEWEST + " limit 1")
                .query(String.class)
                .optional();
    }

    private static String previous(JdbcClient jdbc) {
        String reigning = reigning(jdbc)
                .orElseThrow(() -> ConfigurationException.of(
                        "there is no champion, so nothing to roll back: expected a model of status champion, was none."
                                + " `models list` shows what can be promoted"));
        List<ChampionChange> newestFirst = changes(jdbc);
        Set<String> passed = new HashSet<>(List.of(reigning));
        Optional<String> previous = before(newestFirst, reigning);
        while (previous.isPresent() && !exists(jdbc, previous.get())) {
            previous = before(newestFirst, previous.get()).filter(passed::add);
        }
        return previous.orElseThrow(() -> ConfigurationException.of("there was no champion before " + reigning
                + ", so nothing to roll back. `models promote ID` takes another model of `models list`"));
    }

    private static boolean exists(JdbcClient jdbc, String modelId) {
        return jdbc.sql("select true from retention.churn_model where model_id = :modelId")
                .param("modelId", modelId)
                .query(Boolean.class)
                .optional()
                .isPresent();
    }

    /** The champion before this one. */
    private static Optional<String> before(List<ChampionChange> newestFirst, String modelId) {
        return standing(newestFirst).stream()
                .filter(change -> change.modelId().equals(modelId))
                .reduce((older, newer) -> newer)
                .map(ChampionChange::previousModelId);
    }

    /** The changes that no rollback has undone, oldest first. */
    private static List<ChampionChange> standing(List<ChampionChange> newestFirst) {
        List<ChampionChange> standing = new ArrayList<>();
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            ChampionChange change = newestFirst.get(i);
            if (!change.action().equals(ROLLED_BACK)) {
                standing.add(change);
                continue;
            }
            for (int last = standing.size() - 1; last >= 0; last--) {
                if (standing.get(last).modelId().equals(change.previousModelId())) {
                    standing.remove(last);
                    break;
                }
            }
        }
        return standing;
    }

    private static void enthrone(JdbcClient jdbc, String modelId) {
        jdbc.sql("""
                        update retention.churn_model
                        set status = 'retired'
                        from retention.churn_model as chosen
                        where chosen.model_id = :modelId
                            and churn_model.status = 'champion'
                            and (churn_model.as_of_date, length(churn_model.model_id), churn_model.model_id)
                                > (chosen.as_of_date, length(chosen.model_id), chosen.model_id)
                        """).param("modelId", modelId).update();
        int enthroned = jdbc.sql("""
                        update retention.churn_model
                        set status = 'champion'
                        where model_id = :modelId
                            and status <> 'baseline'
                            and artifact is not null
                        """).param("modelId", modelId).update();
        if (enthroned != 1) {
            throw ConfigurationException.of("[model " + modelId + "] cannot be champion: expected a model with an"
                    + " artifact, was a baseline or no model at all. Nothing was changed; `models list` shows what"
                    + " there is");
        }
    }

    private static void recordChange(JdbcClient jdbc, String modelId, @Nullable String previous, String action) {
        jdbc.sql("""
                        insert into retention.churn_champion_change
                            (changed_at, model_id, previous_model_id, action, changed_by)
                        values
                            (clock_timestamp(), :modelId, :previous, :action, session_user)
                        """)
                .param("modelId", modelId)
                .param("previous", previous)
                .param("action", action)
                .update();
    }

    /** Records that a night trained a champion, once however often the training is repeated. */
    static void recordTrained(JdbcClient jdbc, ChurnModelRow model) {
        jdbc.sql("""
                        insert into retention.churn_champion_change
                            (changed_at, model_id, previous_model_id, action, changed_by)
                        select
                            clock_timestamp(),
                            :modelId,
                            (
                                select model_id
                                from retention.churn_model
                                where status = 'champion'
                                    and as_of_date <= :asOfDate
                                    and model_id <> :modelId
                                order by as_of_date desc, length(model_id) desc, model_id desc
                                limit 1
                            ),
                            :action,
                            session_user
                        on conflict do nothing
                        """)
                .param("modelId", model.modelId())
                .param("asOfDate", model.asOfDate())
                .param("action", TRAINED)
                .update();
    }
}
