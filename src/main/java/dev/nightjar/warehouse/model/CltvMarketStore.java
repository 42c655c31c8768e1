package dev.nightjar.warehouse.model;

import dev.nightjar.warehouse.Warehouse;
import java.util.List;

/** The table {@code cltv_model_market}. */
public final class CltvMarketStore {

    private static final String PLACE = "model store";

    private final Warehouse warehouse;

    public CltvMarketStore(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Saves the markets of a CLTV model, in place of those it has; the model itself must be there. */
    public void save(String modelId, List<CltvMarketRow> markets) {
        warehouse.transaction(PLACE, jdbc -> {
            int deleted = jdbc.sql("delete from retention.cltv_model_market where model_id = :modelId")
                    .param("modelId", modelId)
                    .update();
            for (CltvMarketRow row : markets) {
                jdbc.sql("""
                                insert into retention.cltv_model_market (
                                    model_id, market, purchase_model, customers, repeat_customers, parameters,
                                    log_standard_errors, log_likelihood, gradient_norm
                                )
                                values (?, ?, ?, ?, ?, cast(? as jsonb), cast(? as jsonb), ?, ?)
                                """)
                        .params(new Object[] {
                            modelId,
                            row.market(),
                            row.purchaseModel(),
                            row.customers(),
                            row.repeatCustomers(),
                            row.parameters(),
                            row.logStandardErrors(),
                            row.logLikelihood(),
                            row.gradientNorm(),
                        })
                        .update();
            }
            return deleted;
        });
    }

    /** The markets of a CLTV model, by name. */
    public List<CltvMarketRow> markets(String modelId) {
        return warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("""
                        select
                            market,
                            purchase_model,
                            customers,
                            repeat_customers,
                            cast(parameters as text) as parameters,
                            cast(log_standard_errors as text) as log_standard_errors,
                            log_likelihood,
                            gradient_norm
                        from retention.cltv_model_market
                        where model_id = :modelId
                        order by market
                        """)
                        .param("modelId", modelId)
                        .query((row, number) -> new CltvMarketRow(
                                row.getString("market"),
                                row.getString("purchase_model"),
                                row.getLong("customers"),
                                row.getLong("repeat_customers"),
                                row.getString("parameters"),
                                row.getString("log_standard_errors"),
                                row.getDouble("log_likelihood"),
                                row.getDouble("gradient_norm")))
                        .list());
    }
}
