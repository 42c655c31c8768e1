/**
 * The calculus under the purchase and spend models: gamma functions, expectations and integrals, minimisation. It knows
 * no customer. Read {@link dev.nightjar.cltv.calculus.QuasiNewton} first.
 */
@NullMarked
package dev.nightjar.cltv.calculus;

import org.jspecify.annotations.NullMarked;
