package dev.nightjar.cltv.quality;

import static java.util.Objects.requireNonNull;

import dev.nightjar.SharedData;
import dev.nightjar.cltv.CltvFit;
import dev.nightjar.cltv.CltvOptions;
import dev.nightjar.cltv.PurchaseSummary;
import dev.nightjar.cltv.ValueInput;
import dev.nightjar.cltv.choice.HoldOutCounts;
import dev.nightjar.cltv.interval.GeneratedShop;
import dev.nightjar.cltv.purchase.HoldOutPeriod;
import dev.nightjar.customer.Money;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * Prints the hold-out table of {@code docs/cltv.md}:
 * {@code ./mvnw -q -Dquick test -Dtest=CltvHoldOutTests -Dnightjar.hold-out.print=true}.
 */
final class CltvHoldOut {

    /** Purchases and refunds of one customer by day, in units of money. */
    private static final class Ledger {
        private final NavigableMap<Integer, Double> purchases = new TreeMap<>();
        private final NavigableMap<Integer, Double> refunds = new TreeMap<>();
    }

    private CltvHoldOut() {}

    /** CDNOW's sample, fitted to 1997-09-30, the next 273 days. */
    static HoldOutQuality cdnowSample(String model) {
        return evaluate(model, cdnow("cdnow/CDNOW_sample.txt", 0, 2, 4), day("1997-10-01"), 273);
    }

    /** CDNOW's master file, fitted to 1997-12-31, the next 181 days. */
    static HoldOutQuality cdnowMaster(String model) {
        return evaluate(model, cdnow("cdnow/CDNOW_master.txt.gz", 0, 1, 3), day("1998-01-01"), 181);
    }

    /** Online Retail, fitted to 2011-09-09, the next 90 days. An invoice is an order, a negative one a refund. */
    static HoldOutQuality onlineRetail(String model) {
        Map<String, Double> invoices = new TreeMap<>();
        Map<String, String> customerOf = new HashMap<>();
        Map<String, Integer> dayOf = new HashMap<>();
        for (String line : lines("online-retail/online_retail.csv.gz")) {
            String[] field = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
            if (field[0].equals("InvoiceNo") || field[6].isEmpty()) {
                continue;
            }
            invoices.merge(field[0], Double.parseDouble(field[3]) * Double.parseDouble(field[5]), Double::sum);
            customerOf.putIfAbsent(field[0], field[6]);
            dayOf.putIfAbsent(field[0], day(field[4].substring(0, 10)));
        }
        Map<String, Ledger> customers = new TreeMap<>();
        invoices.forEach((invoice, amount) -> {
            Ledger ledger = customers.computeIfAbsent(requireNonNull(customerOf.get(invoice)), id -> new Ledger());
            (amount < 0 ? ledger.refunds : ledger.purchases)
                    .merge(requireNonNull(dayOf.get(invoice)), amount, Double::sum);
        });
        return evaluate(model, customers, day("2011-09-10"), 90);
    }

    /** 20,000 customers drawn from the model, the next year. */
    static HoldOutQuality generated(String model) {
        CltvOptions options = new CltvOptions(model, 365, 0.10, 1);
        GeneratedShop shop = new GeneratedShop(7, 20_000, 1_000, options);
        List<HoldOutCustomer> customers = shop.customers().stream()
                .map(c -> new HoldOutCustomer(c.past(), Integer.MIN_VALUE, c.purchases(), c.value()))
                .toList();
        CltvFit fit = new CltvFit(GeneratedShop.AS_OF, 365);
        int choiceFrom = GeneratedShop.AS_OF - GeneratedShop.CHOICE_DAYS;
        fit.holdOut(new HoldOutPeriod(choiceFrom, GeneratedShop.AS_OF), shop.choice());
        return evaluate(fit, customers, GeneratedShop.AS_OF, options);
    }

    /** The rows of one data set: the model, then both baselines. */
    static String rows(String name, String model, HoldOutQuality q) {
        return String.format(
                        Locale.ROOT,
                        "| %s | %s | %,.0f / %,.0f | %,.0f / %,.0f | %.3f | %.3f | %s | %.1f %% | %.1f %% |%n",
                        name,
                        model,
                        q.orders().expected(),
                        q.orders().actual(),
                        q.value().expected(),
                        q.value().actual(),
                        q.orderAuc(),
                        q.orderLogLoss(),
                        ranking(q.model()),
                        100 * requireNonNull(q.aboveHigh()),
                        100 * requireNonNull(q.belowLow()))
                + String.format(Locale.ROOT, "| | naive | | | | | %s | | |%n", ranking(q.naive()))
                + String.format(Locale.ROOT, "| | formula | | | | | %s | | |%n", ranking(q.formula()));
    }

    private static String ranking(HoldOutQuality.Ranking r) {
        return String.format(
                Locale.ROOT,
                "%.3f | %.3f | %.2f | %.1f %% | %.1f %%",
                r.spearman(),
                r.normalisedGini(),
                r.meanAbsoluteError(),
                100 * r.shareInTopTenth(),
                100 * r.shareInTopFifth());
    }

    private static HoldOutQuality evaluate(String model, Map<String, Ledger> ledgers, int firstDay, int days) {
        CltvOptions options = new CltvOptions(model, days, 0.10, 1);
        List<HoldOutCustomer> customers = new ArrayList<>();
        for (Ledger ledger : ledgers.values()) {
            NavigableMap<Integer, Double> past = ledger.purchases.headMap(firstDay, false);
            if (!past.isEmpty()) {
                customers.add(customer(ledger, past, firstDay, days));
            }
        }
        CltvFit fit = new CltvFit(firstDay, 365);
        int shopFirst = ledgers.values().stream()
                .mapToInt(ledger -> ledger.purchases.isEmpty() ? firstDay : ledger.purchases.firstKey())
                .min()
                .orElseThrow();
        HoldOutPeriod choice = requireNonNull(HoldOutPeriod.latest(shopFirst, firstDay, days));
        fit.holdOut(choice, choiceCounts(ledgers, choice));
        return evaluate(fit, customers, firstDay, options);
    }

    /** What {@code auto} chooses and corrects by: nothing of the period that is checked. */
    private static HoldOutCounts choiceCounts(Map<String, Ledger> ledgers, HoldOutPeriod choice) {
        HoldOutCounts.Builder counts = HoldOutCounts.builder();
        for (Ledger ledger : ledgers.values()) {
            NavigableMap<Integer, Double> past = ledger.purchases.headMap(choice.firstDay(), false);
            if (!past.isEmpty()) {
                int first = past.firstKey();
                PurchaseSummary summary = new PurchaseSummary(
                        past.size() - 1, (past.lastKey() - first) / 7.0, (choice.firstDay() - 1 - first) / 7.0);
                counts.add(
                        summary,
                        ledger.purchases
                                .subMap(choice.firstDay(), true, choice.endDay(), false)
                                .size());
            }
        }
        return counts.build();
    }

    private static HoldOutQuality evaluate(
            CltvFit fit, List<HoldOutCustomer> customers, int firstDay, CltvOptions options) {
        customers.forEach(customer -> fit.add(customer.past(), customer.lastOrderDayYearAgo()));
        HoldOutEvaluation evaluation = new HoldOutEvaluation(fit.fit(options, null, null), firstDay);
        customers.forEach(evaluation::add);
        return requireNonNull(evaluation.result());
    }

    private static HoldOutCustomer customer(Ledger ledger, NavigableMap<Integer, Double> past, int firstDay, int days) {
        int first = past.firstKey();
        int x = past.size() - 1;
        double total = sum(past);
        ValueInput input = new ValueInput(
                new PurchaseSummary(x, (past.lastKey() - first) / 7.0, (firstDay - 1 - first) / 7.0),
                x == 0 ? Double.NaN : (total - requireNonNull(past.get(first))) / x,
                7,
                x + 1,
                first,
                Math.round(total * Money.SCALE),
                Math.round(-sum(ledger.refunds.headMap(firstDay, false)) * Money.SCALE),
                Money.MISSING,
                null);
        NavigableMap<Integer, Double> future = ledger.purchases.subMap(firstDay, true, firstDay + days, false);
        double kept = 0;
        for (NavigableMap<Integer, Double> rows :
                List.of(future, ledger.refunds.subMap(firstDay, true, firstDay + days, false))) {
            for (Map.Entry<Integer, Double> row : rows.entrySet()) {
                kept += row.getValue() * Math.pow(1.1, -(row.getKey() - firstDay) / 365.0);
            }
        }
        Integer yearAgo = past.lowerKey(firstDay - 365);
        return new HoldOutCustomer(input, yearAgo == null ? Integer.MIN_VALUE : yearAgo, future.size(), kept);
    }

    private static double sum(NavigableMap<Integer, Double> rows) {
        return rows.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static Map<String, Ledger> cdnow(String file, int id, int date, int value) {
        Map<String, Ledger> customers = new TreeMap<>();
        for (String line : lines(file)) {
            String[] field = line.trim().split("\\s+");
            if (field.length > value && Character.isDigit(field[date].charAt(0))) {
                int day = (int) LocalDate.parse(field[date], DateTimeFormatter.BASIC_ISO_DATE)
                        .toEpochDay();
                customers
                        .computeIfAbsent(field[id], key -> new Ledger())
                        .purchases
                        .merge(day, Double.valueOf(field[value]), Double::sum);
            }
        }
        return customers;
    }

    private static int day(String text) {
        return (int) LocalDate.parse(text).toEpochDay();
    }

    private static List<String> lines(String name) {
        Path file = SharedData.require(name);
        try (InputStream raw = Files.newInputStream(file);
                InputStream text = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
