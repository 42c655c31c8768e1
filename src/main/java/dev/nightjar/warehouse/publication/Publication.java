package dev.nightjar.warehouse.publication;

import dev.nightjar.warehouse.QualityResult;
import java.util.List;

/**
 * A night that was published.
 *
 * @param rows rows of {@code customer_score} for the date
 * @param checks what every check found
 */
public record Publication(long rows, List<QualityResult> checks) {}
