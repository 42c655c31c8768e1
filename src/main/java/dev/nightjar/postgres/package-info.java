/**
 * What every user of PostgreSQL here shares: connections that fail with a clear message, binary COPY in and out,
 * exported snapshots and the embedded server. Read {@link dev.nightjar.postgres.PostgresSettings} first.
 */
@NullMarked
package dev.nightjar.postgres;

import org.jspecify.annotations.NullMarked;
