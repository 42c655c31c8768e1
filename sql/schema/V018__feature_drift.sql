-- model_population: one row per model_id and feature. feature_drift: one row per score_date and feature.

create table retention.model_population (
    model_id text not null,
    feature text not null,
    edges double precision[] not null,
    members text[] not null,
    counts bigint[] not null,
    constraint model_population_pkey primary key (model_id, feature)
);

comment on table retention.model_population is
    'How the features of the customers that a churn model was trained on were spread, and the scores it gave them; one row per model_id and feature. What feature_drift compares with.';
comment on column retention.model_population.model_id is
    'The row of churn_model.';
comment on column retention.model_population.feature is
    'Code of the feature; churn_probability for the score.';
comment on column retention.model_population.edges is
    'For a number, where its bins meet, ascending; a bin holds its lower edge and not its upper. Empty for a category.';
comment on column retention.model_population.members is
    'For a category, the texts that have a bin of their own, most frequent first. Empty for a number.';
comment on column retention.model_population.counts is
    'Customers per bin: between the edges, then those without a value; or per member, then all other texts, then those without a value.';

create table retention.feature_drift (
    score_date date not null,
    feature text not null,
    psi double precision not null,
    noise double precision not null,
    level text not null,
    customers bigint not null,
    training_customers bigint not null,
    missing_share double precision not null,
    training_missing_share double precision not null,
    churn_model_id text not null,
    run_id text not null,
    constraint feature_drift_pkey primary key (score_date, feature),
    constraint feature_drift_level_is_known check (level in ('stable', 'watch', 'warn')),
    constraint feature_drift_psi_is_finite check (psi >= 0 and psi < 'infinity' and noise >= 0 and noise < 'infinity'),
    constraint feature_drift_shares_are_shares check (
        missing_share between 0 and 1 and training_missing_share between 0 and 1
    )
);

create index feature_drift_of_model on retention.feature_drift (churn_model_id, feature, score_date);

comment on table retention.feature_drift is
    'How far the customers scored each night have moved from those that the scoring model was trained on; one row per score_date and feature. None for a night scored by a baseline or not at all.';
comment on column retention.feature_drift.score_date is
    'The night.';
comment on column retention.feature_drift.feature is
    'Code of the feature; churn_probability for the score.';
comment on column retention.feature_drift.psi is
    'Population stability index, 0 or more: 0 when nothing moved.';
comment on column retention.feature_drift.noise is
    'What chance alone exceeds once in a thousand comparisons of as many customers without any drift.';
comment on column retention.feature_drift.level is
    'stable, watch or warn, by nightjar.quality.drift-watch and drift-warn; stable where psi does not exceed noise.';
comment on column retention.feature_drift.customers is
    'Customers of the night with a churn_probability.';
comment on column retention.feature_drift.training_customers is
    'Customers of the newest cut-offs that the model was trained on.';
comment on column retention.feature_drift.missing_share is
    'Share of the night''s customers without a value, 0 to 1.';
comment on column retention.feature_drift.training_missing_share is
    'Share of the training customers without a value, 0 to 1.';
comment on column retention.feature_drift.churn_model_id is
    'The row of churn_model that scored the night.';
comment on column retention.feature_drift.run_id is
    'The row of run that wrote this.';
