-- Takes customer ids out of the rejects: an interaction without an id was rejected under that of its customer.

-- Where it cannot be told whether a key is one of a customer, it goes. Repeated ids are those of interactions, and whoever
-- misses a customer has none.
update retention.rejected_row set
    row_key = null
where table_name = 'interactions'
    and row_key is not null
    and column_name is not null
    and not (column_name = 'customer_id' and reason = 'missing');

comment on column retention.rejected_row.row_key is
    'Key of the row in the source: of an interaction its interaction_id, never the id of its customer. Null where the key itself is missing.';
