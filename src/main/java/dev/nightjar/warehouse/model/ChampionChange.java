package dev.nightjar.warehouse.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code churn_champion_change}.
 *
 * @param modelId became champion
 * @param previousModelId was champion before; null where there was none
 * @param action trained, promoted, rolled_back or recorded
 * @param changedBy database user
 */
public record ChampionChange(
        Instant changedAt, String modelId, @Nullable String previousModelId, String action, String changedBy) {}
