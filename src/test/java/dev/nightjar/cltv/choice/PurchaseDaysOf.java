package dev.nightjar.cltv.choice;

import dev.nightjar.SharedData;
import dev.nightjar.cltv.PurchaseCounts;
import dev.nightjar.cltv.PurchaseSummary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** The purchase days of real shops, customer by customer. */
final class PurchaseDaysOf {

    private final Map<String, TreeSet<Integer>> customers = new TreeMap<>();

    private PurchaseDaysOf() {}

    static PurchaseDaysOf cdnowMaster() {
        PurchaseDaysOf shop = new PurchaseDaysOf();
        for (String line : lines("cdnow/CDNOW_master.txt.gz")) {
            String[] field = line.trim().split("\\s+");
            if (field[1].length() == 8) {
                shop.add(field[0], LocalDate.parse(field[1], DateTimeFormatter.BASIC_ISO_DATE));
            }
        }
        return shop;
    }

    /** Invoices of 0 or more that are no cancellations. */
    static PurchaseDaysOf onlineRetail() {
        Map<String, Double> amounts = new HashMap<>();
        Map<String, String[]> invoices = new HashMap<>();
        for (String line : lines("online-retail/online_retail.csv.gz")) {
            String[] field = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
            boolean isSale = field.length > 7 && !field[6].isEmpty() && field[0].matches("\\d+");
            if (isSale) {
                amounts.merge(field[0], Double.parseDouble(field[3]) * Double.parseDouble(field[5]), Double::sum);
                invoices.put(field[0], field);
            }
        }
        PurchaseDaysOf shop = new PurchaseDaysOf();
        invoices.forEach((invoice, field) -> {
            if (Objects.requireNonNull(amounts.get(invoice)) >= 0) {
                shop.add(field[6], date(field[4]));
            }
        });
        return shop;
    }

    int firstDay() {
        return customers.values().stream().mapToInt(TreeSet::first).min().orElseThrow();
    }

    PurchaseCounts counts(int asOfDay) {
        PurchaseCounts.Builder counts = PurchaseCounts.builder();
        for (TreeSet<Integer> days : customers.values()) {
            SortedSet<Integer> past = days.headSet(asOfDay);
            if (!past.isEmpty()) {
                counts.add(past.size() - 1, past.last() - past.first(), asOfDay - 1 - past.first());
            }
        }
        return counts.build();
    }

    HoldOutCounts holdOut(int firstDay, int endDay) {
        HoldOutCounts.Builder counts = HoldOutCounts.builder();
        for (TreeSet<Integer> days : customers.values()) {
            SortedSet<Integer> past = days.headSet(firstDay);
            if (!past.isEmpty()) {
                PurchaseSummary summary = new PurchaseSummary(
                        past.size() - 1, (past.last() - past.first()) / 7.0, (firstDay - 1 - past.first()) / 7.0);
                counts.add(summary, days.headSet(endDay).size() - past.size());
            }
        }
        return counts.build();
    }

    private void add(String customer, LocalDate day) {
        customers.computeIfAbsent(customer, id -> new TreeSet<>()).add((int) day.toEpochDay());
    }

    /** Dates are year first or month first, with a time behind. */
    private static LocalDate date(String text) {
        String[] part = text.split(" ")[0].split("[/-]");
        int[] n = {Integer.parseInt(part[0]), Integer.parseInt(part[1]), Integer.parseInt(part[2])};
        return n[0] > 31 ? LocalDate.of(n[0], n[1], n[2]) : LocalDate.of(n[2], n[0], n[1]);
    }

    private static List<String> lines(String file) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SharedData.require(file))), StandardCharsets.ISO_8859_1))) {
            return reader.lines().skip(1).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
