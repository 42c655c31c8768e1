/**
 * Columns of text and of keys, kept so that no row costs an object.
 * Read {@link dev.nightjar.customer.column.CodedText} first.
 */
@NullMarked
package dev.nightjar.customer.column;

import org.jspecify.annotations.NullMarked;
