package dev.nightjar.warehouse;

import dev.nightjar.customer.ConfigurationException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a role must be allowed in the warehouse for a night to be published: asked for, never tried. */
public final class WriterRights {

    private static final int SHOWN = 5;

    /** Asks about objects by their ids, because names cannot be looked up in a schema that the role may not use. */
    private static final String LACKING = """
            with night_schema as (
                select wanted.name, n.oid
                from (values ('retention'), ('retention_batch')) as wanted (name)
                left join pg_namespace n on n.nspname = wanted.name
            ),
            night_relation as (
                select s.name || '.' || c.relname as name, c.oid, c.relkind, c.relowner
                from night_schema s
                join pg_class c on c.relnamespace = s.oid
                where c.relkind in ('r', 'p', 'S')
                    and not c.relispartition
            ),
            lacking as (
                select 1 as place, name, 'CREATE on the database for schema ' || name as what
                from night_schema
                where oid is null
                    and not has_database_privilege(current_database(), 'CREATE')
                union all
                select 2, '', 'TEMPORARY on the database'
                where not has_database_privilege(current_database(), 'TEMPORARY')
                union all
                select 3, name, 'USAGE and CREATE on schema ' || name
                from night_schema
                where oid is not null
                    and not (has_schema_privilege(oid, 'USAGE') and has_schema_privilege(oid, 'CREATE'))
                union all
                select 4, name, 'ownership of ' || name
                from night_relation
                where name = 'retention.customer_score_v1'
                    and not pg_has_role(relowner, 'USAGE')
                union all
                select 5, name, 'SELECT, INSERT, UPDATE and DELETE on ' || name
                from night_relation
                where case when relkind = 'S' then false else not (
                        has_table_privilege(oid, 'SELECT')
                        and has_table_privilege(oid, 'INSERT')
                        and has_table_privilege(oid, 'UPDATE')
                        and has_table_privilege(oid, 'DELETE')
                    ) end
                union all
                select 6, name, 'USAGE on sequence ' || name
                from night_relation
                where case when relkind = 'S' then not has_sequence_privilege(oid, 'USAGE') else false end
            )
            select what
            from lacking
            order by place, name
            """;

    private WriterRights() {}

    /**
     * Makes sure that the role of these connections may write what a night writes, and make what is missing.
     *
     * @throws ConfigurationException naming the role and what it lacks
     */
    public static void require(Warehouse warehouse) {
        warehouse.transaction("rights", jdbc -> {
            List<String> lacking = jdbc.sql(LACKING).query(String.class).list();
            if (!lacking.isEmpty()) {
                throw refusal(role(jdbc), lacking);
            }
            return true;
        });
    }

    private static String role(JdbcClient jdbc) {
        return jdbc.sql("select current_user").query(String.class).single();
    }

    private static ConfigurationException refusal(String role, List<String> lacking) {
        String more = lacking.size() <= SHOWN ? "" : " and " + (lacking.size() - SHOWN) + " more";
        return ConfigurationException.of(
                "nightjar.warehouse.username must be a role that may write schemas retention and retention_batch, or make"
                        + " them, but " + role + " lacks "
                        + String.join("; ", lacking.subList(0, Math.min(SHOWN, lacking.size()))) + more
                        + ". Take the role that owns them, such as nightjar_writer of sql/roles.sql, or grant what is missing");
    }
}
