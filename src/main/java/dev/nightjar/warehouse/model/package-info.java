/**
 * The models that scores come from, as rows of the warehouse. Read {@link dev.nightjar.warehouse.model.ModelStore} first.
 */
@NullMarked
package dev.nightjar.warehouse.model;

import org.jspecify.annotations.NullMarked;
