package dev.nightjar.churn.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Nightjar against plain Smile, LightGBM, XGBoost, logistic regression and the rules, on nights that no choice was made
 * from. Writes the table of {@code docs/churn-model.md}. No part of any other test run. Run: {@code ./mvnw -Dquick test
 * -Dtest=ChurnComparison}; with {@code -Dcomparison.only=<part of a name>} it prints some nights and writes nothing.
 */
class ChurnComparison {

    private static final Path DOCUMENT = Path.of("docs/churn-model.md");
    private static final String BEGIN = "<!-- comparison: begin -->";
    private static final String END = "<!-- comparison: end -->";
    private static final List<Peer> PEERS = List.of(new PlainSmilePeer(), new LightGbmPeer(), new XgBoostPeer());

    @Test
    void writesTheTable() throws IOException {
        main(new String[0]);
    }

    public static void main(String[] args) throws IOException {
        String only = System.getProperty("comparison.only", "");
        List<Row> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Map.Entry<String, Supplier<Trial>> night : nights().entrySet()) {
            if (night.getKey().contains(only)) {
                Contest contest = new Contest(night.getValue().get());
                List<Row> ofNight = contest.rows(PEERS);
                ofNight.forEach(row -> System.out.println(row.line()));
                rows.addAll(ofNight);
                notes.add("- " + contest.note());
                System.out.println(notes.get(notes.size() - 1));
            }
        }
        rows.addAll(Row.means(rows));
        String table =
                Stream.concat(Row.HEAD.stream(), rows.stream().map(Row::line)).collect(Collectors.joining("\n"));
        if (only.isEmpty()) {
            String text = Files.readString(DOCUMENT);
            String before = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
            Files.writeString(
                    DOCUMENT,
                    before + "\n\n" + table + "\n\n" + String.join("\n", notes) + "\n\n"
                            + text.substring(text.indexOf(END)));
        }
    }

    private static Map<String, Supplier<Trial>> nights() {
        Map<String, Supplier<Trial>> nights = new LinkedHashMap<>();
        if (Boolean.getBoolean("comparison.tuning")) {
            for (String shop : List.of("o", "c", "g", "s", "l")) {
                for (Trial trial : ChurnTuning.trials(shop)) {
                    nights.put(trial.name(), () -> trial);
                }
            }
            return nights;
        }
        nights.put("retail 2", () -> Trial.of(RealShops.onlineRetail(), "2011-09-10", 90, 365));
        nights.put("long cycle", () -> Trial.of(LongCycleShop.of(10), "2025-01-01", 365, 730));
        nights.put("cdnow", () -> Trial.of(RealShops.cdnowMaster(), "1998-01-01", 181, 365));
        nights.put("sample small", () -> Trial.of(ChurnTuning.sample(2_500, 10), "2025-11-16", 90, 365));
        nights.put("retail 1", () -> Trial.of(RealShops.onlineRetail(), "2011-08-10", 90, 365));
        nights.put("retail 3", () -> Trial.of(RealShops.onlineRetail(), "2011-10-10", 60, 365));
        nights.put("contoso", () -> Trial.of(RealShops.contoso(), "2019-02-01", 90, 365));
        nights.put("sample", () -> Trial.of(ChurnTuning.sample(6_000, 10), "2025-11-16", 90, 365));
        return nights;
    }
}
