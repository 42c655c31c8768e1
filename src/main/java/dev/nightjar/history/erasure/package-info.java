/**
 * Customers who are to be forgotten, and how they leave files.
 * Read {@link dev.nightjar.history.erasure.ErasedCustomers} first.
 */
@NullMarked
package dev.nightjar.history.erasure;

import org.jspecify.annotations.NullMarked;
