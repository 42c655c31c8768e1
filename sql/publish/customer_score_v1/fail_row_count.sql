-- One row when the night is less than half of the last published night before it, or more than twice as large.
-- Customers are counted from their first order on, so a night shrinks only when source rows went missing. It may grow
-- fast where nights lie far apart, as in a backfill, so growth counts within 7 days only. Shops of a few hundred
-- customers swing widely: a difference of 100 rows or less never counts. The first night is not compared.
with last_night as (
    select
        score_date,
        count(*) as row_count
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
        'expected %s to %s rows, half to twice those of %s, was %s',
        (last_night.row_count + 1) / 2, last_night.row_count * 2, last_night.score_date, this_night.row_count
    ) as problem
from this_night
cross join last_night
where abs(this_night.row_count - last_night.row_count) > 100
    and (
        this_night.row_count * 2 < last_night.row_count
        or (
            this_night.row_count > last_night.row_count * 2
            and cast(:as_of_date as date) - last_night.score_date <= 7
        )
    )
