-- One row per score_date, dimension and member: the CLTV of the customers of one segment together.

create table retention.cltv_segment_total (
    score_date date not null,
    dimension text not null,
    member text not null,
    customers bigint not null,
    cltv numeric(18, 2) not null,
    cltv_low numeric(18, 2),
    cltv_high numeric(18, 2),
    constraint cltv_segment_total_pkey primary key (score_date, dimension, member),
    constraint cltv_segment_total_dimension_is_known check (
        dimension in ('all', 'rfm_segment', 'lifecycle_stage', 'value_tier')
    ),
    constraint cltv_segment_total_customers_is_positive check (customers > 0),
    -- NaN is greater than every number.
    constraint cltv_segment_total_is_a_number check (
        cltv < 'infinity' and coalesce(cltv_low < 'infinity' and cltv_high < 'infinity', true)
    ),
    constraint cltv_segment_total_interval_is_ordered check (cltv_low <= cltv_high)
);

comment on table retention.cltv_segment_total is
    'CLTV of the customers of one segment together, with an interval. Published with the scores of its score_date, in the same transaction.';
comment on column retention.cltv_segment_total.score_date is
    'The as-of date of the scores.';
comment on column retention.cltv_segment_total.dimension is
    'Column of customer_score that the segment is a value of: rfm_segment, lifecycle_stage or value_tier; or all.';
comment on column retention.cltv_segment_total.member is
    'The segment; all where dimension is all.';
comment on column retention.cltv_segment_total.customers is
    'Customers in the segment that have a cltv, at least 1.';
comment on column retention.cltv_segment_total.cltv is
    'Sum of their cltv, in the base currency: exactly that of the rows of customer_score.';
comment on column retention.cltv_segment_total.cltv_low is
    'Lower end of a 90 % interval around the sum. Narrower than the sum of the customers'' cltv_low: they are not all unlucky at once. Null where the spread of order values is not known.';
comment on column retention.cltv_segment_total.cltv_high is
    'Upper end of a 90 % interval around the sum. Null where the spread of order values is not known.';
