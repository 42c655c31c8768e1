-- Says more exactly what a row holds; no table changes.

comment on column retention.run_step.rows_rejected is
    'Rows rejected by the parts that are done; each is in rejected_row, but of one month of a table no more than 100,000.';
comment on column retention.run_step.message is
    'Why it ended as it did, as in run; or what is to be said of a step that succeeded, such as how many customers refuse profiling. Null otherwise.';
