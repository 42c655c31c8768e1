-- One row per contact.
select
    contact_id as customer_id,
    created_on as signed_up_on,
    country,
    email_subscriber = 'Yes' as marketing_consent,
    jsonb_build_object(
        'gender', gender,
        'city', city,
        'state', state,
        'loyalty_tier', loyalty_tier,
        'income', income,
        'occupation', occupation,
        'satisfaction', customer_satisfaction
    ) as attributes
from contoso.contact
