-- One row per change of the champion: which churn model took over from which, when and why.

create table retention.churn_champion_change (
    change_id bigint generated always as identity,
    changed_at timestamptz not null,
    model_id text not null,
    previous_model_id text,
    action text not null,
    changed_by text not null,
    constraint churn_champion_change_pkey primary key (change_id),
    constraint churn_champion_change_action_is_known check (
        action in ('trained', 'promoted', 'rolled_back', 'recorded')
    )
);

create unique index churn_champion_change_trained_once on retention.churn_champion_change (model_id)
where action = 'trained';

comment on table retention.churn_champion_change is
    'Who was champion when: one row per change, never changed or deleted, also when the model itself is gone.';
comment on column retention.churn_champion_change.change_id is
    'Counts up with every change.';
comment on column retention.churn_champion_change.changed_at is
    'When it was changed, by the clock of the warehouse.';
comment on column retention.churn_champion_change.model_id is
    'The model that became champion; from its as_of_date on it scores customers.';
comment on column retention.churn_champion_change.previous_model_id is
    'The champion before it, to which a rollback returns. Null where there was none.';
comment on column retention.churn_champion_change.action is
    'trained: a night trained it and it passed; promoted, rolled_back: by the commands of those names; recorded: it was champion before changes were kept.';
comment on column retention.churn_champion_change.changed_by is
    'Database user that made the change.';
comment on sequence retention.churn_champion_change_change_id_seq is
    'Numbers the changes of the champion.';

insert into retention.churn_champion_change (changed_at, model_id, previous_model_id, action, changed_by)
select
    clock_timestamp(),
    churn_model.model_id,
    lag(churn_model.model_id) over newest,
    'recorded',
    session_user
from retention.churn_model
where churn_model.status = 'champion'
window newest as (order by churn_model.as_of_date, length(churn_model.model_id), churn_model.model_id)
order by churn_model.as_of_date, length(churn_model.model_id), churn_model.model_id;
