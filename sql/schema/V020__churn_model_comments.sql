-- Says more exactly what a row holds; no table changes.

comment on column retention.churn_model.baseline_name is
    'The best baseline on the same rows: a feature code, or the purchase model''s probability of no order. For status baseline, the one that is published or, where a champion goes on scoring, the one that the new model lost to.';
comment on column retention.churn_model.baseline_log_loss is
    'Mean negative log-likelihood of the test labels under the baseline, calibrated by an isotonic curve on training cut-offs, with the level of the newest.';
