package dev.nightjar.churn.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How useful churn probabilities were on customers whose future is known: what the riskiest hold, whether predicted and
 * realised rates agree, and what each threshold would catch. Customers of equal probability are taken in equal shares
 * where a limit falls between them, so the order of the rows never matters.
 *
 * @param tops the riskiest 5, 10 and 20 %
 * @param reliability ten groups of equally many customers, least risky first
 * @param thresholds probabilities 0.1, 0.2 to 0.9
 */
public record Evidence(List<Top> tops, List<ReliabilityBin> reliability, List<Threshold> thresholds) {

    private static final double[] TOP_SHARES = {0.05, 0.10, 0.20};
    private static final int BINS = 10;
    private static final int THRESHOLDS = 9;

    /**
     * The riskiest customers.
     *
     * @param share of all customers, 0 to 1
     * @param caughtShare share of all churners that is among them, 0 to 1
     * @param lift their churn rate over that of everybody; 1 is chance
     */
    public record Top(double share, double caughtShare, double lift) {}

    /**
     * A tenth of the customers.
     *
     * @param predicted mean probability
     * @param realised share that left
     */
    public record ReliabilityBin(double predicted, double realised) {}

    /**
     * What calling everybody from a probability on a churner would have meant.
     *
     * @param probability where the call begins
     * @param flaggedShare share of all customers called
     * @param caughtShare share of the churners called
     * @param falseAlarmShare share of the called who stayed; 0 if nobody is called
     */
    public record Threshold(double probability, double flaggedShare, double caughtShare, double falseAlarmShare) {}

    /**
     * Weighs probabilities against what happened.
     *
     * @param probabilities length n, at least 1, from 0 to 1
     * @param churned length n, with at least one churner
     * @throws IllegalArgumentException if there is no row or no churner, or the lengths differ
     */
    public static Evidence of(double[] probabilities, boolean[] churned) {
        Ranking ranking = Ranking.of(probabilities, churned);
        List<Top> tops = new ArrayList<>();
        for (double share : TOP_SHARES) {
            double caught = ranking.churnersAmong(share * ranking.customers()) / ranking.churners();
            tops.add(new Top(share, caught, caught / share));
        }
        List<ReliabilityBin> bins = new ArrayList<>();
        double perBin = (double) ranking.customers() / BINS;
        for (int bin = BINS; bin > 0; bin--) {
            double churners = ranking.churnersAmong(bin * perBin) - ranking.churnersAmong((bin - 1) * perBin);
            double expected = ranking.expectedAmong(bin * perBin) - ranking.expectedAmong((bin - 1) * perBin);
            bins.add(new ReliabilityBin(expected / perBin, churners / perBin));
        }
        List<Threshold> thresholds = new ArrayList<>();
        for (int tenth = 1; tenth <= THRESHOLDS; tenth++) {
            thresholds.add(threshold(ranking, tenth / 10.0));
        }
        return new Evidence(List.copyOf(tops), List.copyOf(bins), List.copyOf(thresholds));
    }

    private static Threshold threshold(Ranking ranking, double probability) {
        int flagged = ranking.atLeast(probability);
        double caught = ranking.churnersAmong(flagged);
        return new Threshold(
                probability,
                (double) flagged / ranking.customers(),
                caught / ranking.churners(),
                flagged == 0 ? 0 : 1 - caught / flagged);
    }

    /** As lists and maps of numbers, for provenance. */
    public Map<String, Object> provenance() {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("top", topProvenance());
        evidence.put("reliability", reliability.stream().map(Evidence::map).toList());
        evidence.put("thresholds", thresholds.stream().map(Evidence::map).toList());
        return evidence;
    }

    /** The riskiest alone, as lists and maps of numbers. */
    public List<Map<String, Object>> topProvenance() {
        return tops.stream().map(Evidence::map).toList();
    }

    private static Map<String, Object> map(Top top) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("share", top.share());
        map.put("churners_caught", top.caughtShare());
        map.put("lift", top.lift());
        return map;
    }

    private static Map<String, Object> map(ReliabilityBin bin) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("predicted", bin.predicted());
        map.put("realised", bin.realised());
        return map;
    }

    private static Map<String, Object> map(Threshold threshold) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("probability", threshold.probability());
        map.put("flagged", threshold.flaggedShare());
        map.put("churners_caught", threshold.caughtShare());
        map.put("false_alarms", threshold.falseAlarmShare());
        return map;
    }
}
