-- One row per website review.
select
    review_id as interaction_id,
    contact_id as customer_id,
    review_date as occurred_at,
    'review' as kind,
    'web' as channel,
    review_rating as value
from contoso.website_review
