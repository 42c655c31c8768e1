-- One row when the night is more than a tenth smaller or larger than the last published night before it, within 7 days.
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
        'expected %s to %s rows, within a tenth of those of %s, was %s',
        (last_night.row_count * 9 + 9) / 10, last_night.row_count * 11 / 10, last_night.score_date, this_night.row_count
    ) as problem
from this_night
cross join last_night
where abs(this_night.row_count - last_night.row_count) > 100
    and cast(:as_of_date as date) - last_night.score_date <= 7
    and (
        this_night.row_count * 10 < last_night.row_count * 9
        or this_night.row_count * 10 > last_night.row_count * 11
    )
