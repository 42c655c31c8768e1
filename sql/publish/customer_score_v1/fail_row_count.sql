-- One row when the night is smaller or larger than the last published night before it by more than a factor,
-- nightjar.quality.max-size-change.
-- Customers are counted from their first order on, so a night shrinks only when source rows went missing. It may grow
-- fast where nights lie far apart, as in a backfill, so growth counts within 7 days only. Shops of a few hundred
-- customers swing widely: a difference of 100 rows or less never counts. The first night is not compared.
with last_night as (
    select
        score_date,
        count(*) as row_count,
        ceil(count(*) / cast(:max_size_change as double precision)) as fewest,
        floor(count(*) * cast(:max_size_change as double precision)) as most
    from retention.customer_score_v1
    where score_date = (
        select max(earlier.score_date)
        from retention.customer_score_v1 as earlier
        where earlier.score_date < cast(:as_of_date as date)
    )
    group by score_date
),

this_night as (
    select count(*) as row_count
    from customer_score_v1_load
)

select
    format(
        'expected %s to %s rows, %s times fewer to %s times more than on %s, was %s; where that is right, raise'
        || ' nightjar.quality.max-size-change for this night alone',
        last_night.fewest, last_night.most, cast(:max_size_change as text), cast(:max_size_change as text),
        last_night.score_date, this_night.row_count
    ) as problem
from this_night
cross join last_night
where abs(this_night.row_count - last_night.row_count) > 100
    and (
        this_night.row_count < last_night.fewest
        or (
            this_night.row_count > last_night.most
            and cast(:as_of_date as date) - last_night.score_date <= 7
        )
    )
