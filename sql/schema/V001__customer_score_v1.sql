-- One row per score_date and customer_id.
-- Every night is one partition: a new night is loaded beside and attached, so no reader waits and none sees half of it.
-- ${customer_id_type} is bigint, text or uuid: the first night fixes it.

comment on schema retention is
    'Customer retention as Nightjar scores it every night. Read the views customer_score and customer_score_latest; the tables beside them say how the scores came about.';

create table retention.customer_score_v1 (
    score_date date not null,
    customer_id ${customer_id_type} not null,
    churn_probability double precision,
    churn_percentile smallint,
    churn_risk text,
    reason_1 text,
    reason_2 text,
    reason_3 text,
    reason_1_effect double precision,
    reason_2_effect double precision,
    reason_3_effect double precision,
    probability_alive double precision,
    expected_orders double precision,
    expected_order_value numeric(14, 2),
    cltv numeric(14, 2),
    cltv_low numeric(14, 2),
    cltv_high numeric(14, 2),
    cltv_formula numeric(14, 2),
    cltv_net numeric(14, 2),
    historic_value numeric(14, 2) not null,
    order_count integer not null,
    first_order_on date not null,
    last_order_on date not null,
    next_order_due_on date,
    recency_score smallint not null,
    frequency_score smallint not null,
    monetary_score smallint not null,
    rfm_segment text not null,
    lifecycle_stage text not null,
    value_tier text,
    segments text[] not null,
    churn_model_id text,
    cltv_model_id text,
    run_id text not null,
    scored_at timestamp with time zone not null,
    constraint customer_score_v1_pkey primary key (score_date, customer_id),
    -- A check holds where its expression is null. NaN is greater than every number, so an upper bound refuses it.
    constraint churn_probability_is_a_probability check (churn_probability between 0 and 1),
    constraint churn_percentile_is_1_to_100 check (churn_percentile between 1 and 100),
    constraint churn_risk_is_known check (churn_risk in ('low', 'medium', 'high')),
    constraint reasons_are_filled_in_order check (
        (reason_2 is null or reason_1 is not null)
        and (reason_3 is null or reason_2 is not null)
    ),
    constraint effects_belong_to_reasons check (
        (reason_1_effect is null or reason_1 is not null)
        and (reason_2_effect is null or reason_2 is not null)
        and (reason_3_effect is null or reason_3 is not null)
    ),
    constraint reason_effects_are_finite check (
        coalesce(abs(reason_1_effect) < 'infinity', true)
        and coalesce(abs(reason_2_effect) < 'infinity', true)
        and coalesce(abs(reason_3_effect) < 'infinity', true)
    ),
    constraint probability_alive_is_a_probability check (probability_alive between 0 and 1),
    constraint expected_orders_is_finite check (expected_orders >= 0 and expected_orders < 'infinity'),
    constraint money_is_a_number check (
        coalesce(expected_order_value <> 'nan', true)
        and coalesce(cltv <> 'nan', true)
        and coalesce(cltv_low <> 'nan', true)
        and coalesce(cltv_high <> 'nan', true)
        and coalesce(cltv_formula <> 'nan', true)
        and coalesce(cltv_net <> 'nan', true)
        and historic_value <> 'nan'
    ),
    constraint cltv_interval_is_ordered check (cltv_low <= cltv_high),
    constraint cltv_net_is_at_most_cltv check (cltv_net <= cltv),
    constraint order_count_is_positive check (order_count >= 1),
    constraint order_days_are_known check (first_order_on <= last_order_on and last_order_on < score_date),
    constraint recency_score_is_1_to_5 check (recency_score between 1 and 5),
    constraint frequency_score_is_1_to_5 check (frequency_score between 1 and 5),
    constraint monetary_score_is_1_to_5 check (monetary_score between 1 and 5)
) partition by list (score_date);

comment on table retention.customer_score_v1 is
    'Scores of all nights, version 1 of their layout, one partition per score_date, one row per score_date and customer_id. Read the views customer_score and customer_score_latest: they keep their names when the layout changes.';
comment on column retention.customer_score_v1.score_date is
    'The as-of date: everything before its midnight in the business time zone is known, nothing else.';
comment on column retention.customer_score_v1.customer_id is
    'The customer''s key in the source.';
comment on column retention.customer_score_v1.churn_probability is
    'Calibrated probability, 0 to 1, that the customer places no order within the churn horizon after score_date. Null for lapsed customers and where no model could be used.';
comment on column retention.customer_score_v1.churn_percentile is
    'Rank among the customers with a churn_probability that night, 1 to 100; 100 = most likely to leave.';
comment on column retention.customer_score_v1.churn_risk is
    'low, medium or high, by the configured cut-offs on churn_probability.';
comment on column retention.customer_score_v1.reason_1 is
    'Code of the feature with the largest absolute effect on this customer''s churn score.';
comment on column retention.customer_score_v1.reason_2 is
    'Code of the feature with the second largest absolute effect; null when there are fewer.';
comment on column retention.customer_score_v1.reason_3 is
    'Code of the feature with the third largest absolute effect; null when there are fewer.';
comment on column retention.customer_score_v1.reason_1_effect is
    'SHAP effect of reason_1 on the log-odds of churn before calibration; positive raises churn. Null where the score comes from a baseline.';
comment on column retention.customer_score_v1.reason_2_effect is
    'SHAP effect of reason_2 on the log-odds of churn before calibration; positive raises churn.';
comment on column retention.customer_score_v1.reason_3_effect is
    'SHAP effect of reason_3 on the log-odds of churn before calibration; positive raises churn.';
comment on column retention.customer_score_v1.probability_alive is
    'Probability, 0 to 1, that the customer still buys at all, by the purchase model. Not one minus churn_probability.';
comment on column retention.customer_score_v1.expected_orders is
    'Expected purchase days within the CLTV horizon, undiscounted.';
comment on column retention.customer_score_v1.expected_order_value is
    'Expected value of one future purchase day in the base currency, before margin and refunds.';
comment on column retention.customer_score_v1.cltv is
    'Customer lifetime value: discounted expected margin over the CLTV horizon, after refunds, in the base currency.';
comment on column retention.customer_score_v1.cltv_low is
    'Lower end of a 90 % interval around cltv. Always null in this version: intervals are not computed yet.';
comment on column retention.customer_score_v1.cltv_high is
    'Upper end of a 90 % interval around cltv. Always null in this version: intervals are not computed yet.';
comment on column retention.customer_score_v1.cltv_formula is
    'Average order value times orders per year times lifetime in years, less acquisition cost, in the base currency: the formula of the marketing guides, for comparison. Null while the shop is younger than a year.';
comment on column retention.customer_score_v1.cltv_net is
    'cltv less the acquisition cost that the customer has not earned back yet, in the base currency.';
comment on column retention.customer_score_v1.historic_value is
    'Completed orders less refunds before score_date, in the base currency.';
comment on column retention.customer_score_v1.order_count is
    'Completed orders before score_date, at least 1.';
comment on column retention.customer_score_v1.first_order_on is
    'Business date of the first completed order.';
comment on column retention.customer_score_v1.last_order_on is
    'Business date of the last completed order before score_date.';
comment on column retention.customer_score_v1.next_order_due_on is
    'Business date on which the next order is due by the customer''s own rhythm. Null where the rhythm is unknown.';
comment on column retention.customer_score_v1.recency_score is
    'RFM: 1 to 5, 5 = ordered most recently.';
comment on column retention.customer_score_v1.frequency_score is
    'RFM: 1 to 5, 5 = ordered most often.';
comment on column retention.customer_score_v1.monetary_score is
    'RFM: 1 to 5, 5 = spent most.';
comment on column retention.customer_score_v1.rfm_segment is
    'Named segment of the three RFM scores; every combination has exactly one.';
comment on column retention.customer_score_v1.lifecycle_stage is
    'new, onboarding, active, cooling, at_risk, lapsed, lost or reactivated, by published rules on dates and probabilities.';
comment on column retention.customer_score_v1.value_tier is
    'Tier by percentile of cltv. Null where there is no cltv.';
comment on column retention.customer_score_v1.segments is
    'Names of every declared segment the customer is in, ascending; empty when in none.';
comment on column retention.customer_score_v1.churn_model_id is
    'The row of churn_model that the churn columns come from.';
comment on column retention.customer_score_v1.cltv_model_id is
    'The row of cltv_model that the value columns come from.';
comment on column retention.customer_score_v1.run_id is
    'The row of run that published this score.';
comment on column retention.customer_score_v1.scored_at is
    'When this night was loaded, by the clock of the warehouse; the same for all its rows.';

create view retention.customer_score as
select
    score_date,
    customer_id,
    churn_probability,
    churn_percentile,
    churn_risk,
    reason_1,
    reason_2,
    reason_3,
    reason_1_effect,
    reason_2_effect,
    reason_3_effect,
    probability_alive,
    expected_orders,
    expected_order_value,
    cltv,
    cltv_low,
    cltv_high,
    cltv_formula,
    cltv_net,
    historic_value,
    order_count,
    first_order_on,
    last_order_on,
    next_order_due_on,
    recency_score,
    frequency_score,
    monetary_score,
    rfm_segment,
    lifecycle_stage,
    value_tier,
    segments,
    churn_model_id,
    cltv_model_id,
    run_id,
    scored_at
from retention.customer_score_v1;

create view retention.customer_score_latest as
select
    score_date,
    customer_id,
    churn_probability,
    churn_percentile,
    churn_risk,
    reason_1,
    reason_2,
    reason_3,
    reason_1_effect,
    reason_2_effect,
    reason_3_effect,
    probability_alive,
    expected_orders,
    expected_order_value,
    cltv,
    cltv_low,
    cltv_high,
    cltv_formula,
    cltv_net,
    historic_value,
    order_count,
    first_order_on,
    last_order_on,
    next_order_due_on,
    recency_score,
    frequency_score,
    monetary_score,
    rfm_segment,
    lifecycle_stage,
    value_tier,
    segments,
    churn_model_id,
    cltv_model_id,
    run_id,
    scored_at
from retention.customer_score_v1
where score_date = (select max(newest.score_date) from retention.customer_score_v1 as newest);

comment on view retention.customer_score is
    'Customer scores of all nights, one row per score_date and customer_id. A night appears, and is replaced, as a whole.';
comment on view retention.customer_score_latest is
    'Customer scores of the newest night, one row per customer_id.';

-- The views carry the column comments of the table, so that each is written once.
do $$
declare
    view_name text;
    documented record;
begin
    foreach view_name in array array['customer_score', 'customer_score_latest'] loop
        for documented in
            select
                attname,
                col_description(attrelid, attnum) as meaning
            from pg_attribute
            where attrelid = 'retention.customer_score_v1'::regclass
                and attnum > 0
        loop
            execute format(
                'comment on column retention.%I.%I is %L', view_name, documented.attname, documented.meaning
            );
        end loop;
    end loop;
end
$$;
