-- Says more exactly what a row holds; no table changes.

comment on column retention.churn_model.baseline_name is
    'The best baseline on the same rows: high or low and an input of the model, such as low order_count or high country:missing, or bg-nbd probability of no order. For status baseline, the one that is published or, where a champion goes on scoring, the one that the new model lost to.';
comment on column retention.churn_model.baseline_log_loss is
    'Mean negative log-likelihood of the test labels under the baseline, calibrated by an isotonic curve on training cut-offs, with the level of the newest.';

do $$
declare
    relation_name text;
begin
    foreach relation_name in array array['customer_score_v1', 'customer_score', 'customer_score_latest'] loop
        execute format(
            'comment on column retention.%I.churn_probability is %L',
            relation_name,
            'Calibrated probability, 0 to 1, that the customer places no order within the churn horizon after score_date. Null for lapsed customers, for those who have cancelled where that counts as churn, and where no model could be used.'
        );
    end loop;
end
$$;
