-- Says what a total is after customers of it were forgotten; no table changes.

comment on column retention.cltv_segment_total.cltv_low is
    'Lower end of a 90 % interval around the sum. Narrower than the sum of the customers'' cltv_low: they are not all unlucky at once. Null where the spread of order values is not known, or a customer of the segment was forgotten since.';
comment on column retention.cltv_segment_total.cltv_high is
    'Upper end of a 90 % interval around the sum. Null where the spread of order values is not known, or a customer of the segment was forgotten since.';
