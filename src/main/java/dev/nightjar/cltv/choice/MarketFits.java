package dev.nightjar.cltv.choice;

import dev.nightjar.cltv.PurchaseCounts;
import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.calculus.FitException;
import dev.nightjar.cltv.purchase.PurchaseFamily;
import dev.nightjar.cltv.purchase.PurchaseFits;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Parameters per market: those of the market where it has many customers, near to those of all where it has few. */
final class MarketFits {

    /** Fewer customers than these, or fewer repeat buyers among them, go by the parameters of all. */
    static final long LEAST_CUSTOMERS = 200;

    static final long LEAST_REPEAT_CUSTOMERS = 50;

    private MarketFits() {}

    /**
     * The fits of all markets that are large enough, by market.
     *
     * @param pooled the fit on all customers
     * @param notes is told of markets that cannot be fitted
     */
    static Map<String, PurchaseFit> of(PurchaseFit pooled, Map<String, PurchaseCounts> markets, List<String> notes) {
        Map<String, PurchaseFit> fits = new TreeMap<>();
        PurchaseFamily family = PurchaseFamily.of(pooled.model().name());
        markets.forEach((market, counts) -> {
            if (counts.totalCustomers() >= LEAST_CUSTOMERS && counts.repeatCustomers() >= LEAST_REPEAT_CUSTOMERS) {
                try {
                    fits.put(market, family.fitNear(pooled, PurchaseFits.POOLED_CUSTOMERS, counts));
                } catch (FitException e) {
                    notes.add(
                            "Market " + market + ": " + e.getMessage() + ". The parameters of all customers are used.");
                }
            }
        });
        return fits;
    }
}
