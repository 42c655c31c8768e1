package dev.nightjar.report;

import java.util.List;

/** How good the churn model is, and what it says of the customers of the night. */
final class ChurnSection {

    private static final int MOST_REASONS = 12;

    private final Html html;
    private final NightReport report;

    ChurnSection(Html html, NightReport report) {
        this.html = html;
        this.report = report;
    }

    void add() {
        addModel();
        addPopulation();
    }

    private void addModel() {
        html.heading("The churn model");
        NightReport.Churn churn = report.churn();
        if (churn == null) {
            html.paragraph("None: no customer has a churn probability.");
            return;
        }
        html.paragraph(Html.format("%s, trained as of %s, %s.", churn.modelId(), churn.asOfDate(), churn.status()));
        if (!churn.rivals().isEmpty()) {
            addRivals(churn);
        }
        if (!churn.reliability().isEmpty()) {
            addEvidence(churn);
        }
    }

    private void addRivals(NightReport.Churn churn) {
        if (!churn.reliability().isEmpty()) {
            html.paragraph(Html.format(
                    "Before it was fitted once more on the newest labels, it was tested on %,d customers it had not seen:",
                    churn.testCustomers()));
        }
        html.table(
                List.of(
                        "model or rule",
                        "#AUC",
                        "#average precision",
                        "#log-loss",
                        "#Brier score",
                        "#calibration error",
                        "#churners in the riskiest tenth"),
                churn.rivals().stream()
                        .map(rival -> List.of(
                                rival.name(),
                                Html.format("%.3f", rival.auc()),
                                Html.optional("%.3f", rival.averagePrecision()),
                                Html.optional("%.3f", rival.logLoss()),
                                Html.optional("%.3f", rival.brier()),
                                Html.optional("%.3f", rival.calibrationError()),
                                Html.optional("%.3f", rival.caughtByTenth())))
                        .toList());
    }

    private void addEvidence(NightReport.Churn churn) {
        List<UnitPlot.Point> reliability = churn.reliability().stream()
                .map(bin -> new UnitPlot.Point(bin.predicted(), bin.realised()))
                .toList();
        html.figure(
                new UnitPlot("Predicted and realised churn", "mean probability", "share that left")
                        .diagonal()
                        .line("a tenth each", "one", reliability)
                        .svg(),
                "Each point is a tenth of the test customers. On the dashed line, as many leave as was said.");
        html.table(
                List.of("#riskiest", "#of all churners", "#lift"),
                churn.tops().stream()
                        .map(top -> List.of(
                                Html.percent(top.share()), Html.percent(top.caught()), Html.format("%.2f", top.lift())))
                        .toList());
        html.table(
                List.of("#calling from", "#customers called", "#churners caught", "#false alarms"),
                churn.thresholds().stream()
                        .map(threshold -> List.of(
                                Html.format("%.1f", threshold.probability()),
                                Html.percent(threshold.flagged()),
                                Html.percent(threshold.caught()),
                                Html.percent(threshold.falseAlarms())))
                        .toList());
    }

    private void addPopulation() {
        NightReport.Population population = report.population();
        if (population.scored() == 0) {
            return;
        }
        html.heading("Who may leave, and why");
        html.figure(
                bars("Customers by churn probability", population.bands()),
                "Customers by churn probability, in bands of a tenth.");
        html.figure(bars("Customers by risk", population.risks()), "Customers by churn risk.");
        List<NightReport.Count> reasons = population.reasons();
        html.figure(
                bars("First reasons", reasons.subList(0, Math.min(MOST_REASONS, reasons.size()))),
                "The first reason of each customer, for or against leaving: the most frequent.");
    }

    private String bars(String title, List<NightReport.Count> counts) {
        BarPlot plot = new BarPlot(title);
        double scored = (double) report.population().scored();
        counts.forEach(count -> plot.bar(
                count.name(),
                (double) count.customers(),
                Html.format("%,d (%.0f %%)", count.customers(), 100 * count.customers() / scored)));
        return plot.svg();
    }
}
