package dev.nightjar.cltv;

import dev.nightjar.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The CDNOW sample, purchases of one day merged, split where the published calibration period ends. */
final class CdnowSample {

    /** The published models know everything before this day. */
    static final int AS_OF_DAY = (int) LocalDate.of(1997, 10, 1).toEpochDay();

    /**
     * One customer.
     *
     * @param meanRepeatPurchase dollars, without the first day; NaN when x is 0
     * @param futurePurchases purchase days on or after the as-of day
     */
    record Customer(PurchaseSummary purchases, double meanRepeatPurchase, int futurePurchases) {}

    private CdnowSample() {}

    static List<Customer> customers() {
        Map<String, NavigableMap<Integer, Double>> valueByDay = new TreeMap<>();
        for (String line : lines()) {
            String[] field = line.trim().split("\\s+");
            int day = (int)
                    LocalDate.parse(field[2], DateTimeFormatter.BASIC_ISO_DATE).toEpochDay();
            valueByDay
                    .computeIfAbsent(field[0], id -> new TreeMap<>())
                    .merge(day, Double.valueOf(field[4]), Double::sum);
        }
        List<Customer> customers = new ArrayList<>();
        valueByDay.values().forEach(days -> customers.add(customer(days)));
        return customers;
    }

    static PurchaseCounts counts(List<Customer> customers) {
        PurchaseCounts.Builder builder = PurchaseCounts.builder();
        for (Customer customer : customers) {
            PurchaseSummary s = customer.purchases();
            builder.add(s.repeatPurchases(), days(s.recencyWeeks()), days(s.ageWeeks()));
        }
        return builder.build();
    }

    private static Customer customer(NavigableMap<Integer, Double> valueByDay) {
        NavigableMap<Integer, Double> past = valueByDay.headMap(AS_OF_DAY, false);
        int first = past.firstKey();
        int x = past.size() - 1;
        PurchaseSummary purchases =
                new PurchaseSummary(x, (past.lastKey() - first) / 7.0, (AS_OF_DAY - 1 - first) / 7.0);
        double repeatValue = past.tailMap(first, false).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        return new Customer(purchases, x == 0 ? Double.NaN : repeatValue / x, valueByDay.size() - past.size());
    }

    private static int days(double weeks) {
        return (int) Math.round(weeks * 7);
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(SharedData.require("cdnow/CDNOW_sample.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
