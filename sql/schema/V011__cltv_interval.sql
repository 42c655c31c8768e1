-- No row changes: from now on cltv_low and cltv_high are filled, and their comments say what they are.

do $$
declare
    relation_name text;
begin
    foreach relation_name in array array['customer_score_v1', 'customer_score', 'customer_score_latest'] loop
        execute format(
            'comment on column retention.%I.cltv_low is %L',
            relation_name,
            'Lower end of a 90 % interval around cltv: with a probability of 95 % the customer brings more within the horizon. At most cltv; 0 where nothing may come. Null where the spread of order values is not known.'
        );
        execute format(
            'comment on column retention.%I.cltv_high is %L',
            relation_name,
            'Upper end of a 90 % interval around cltv: with a probability of 5 % the customer brings more within the horizon. At least cltv. Null where the spread of order values is not known.'
        );
    end loop;
end
$$;
