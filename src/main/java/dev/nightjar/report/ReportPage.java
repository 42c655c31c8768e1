package dev.nightjar.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** A {@link NightReport} as one HTML file: text, tables and plots, no script, nothing to load. */
public final class ReportPage {

    private static final String STYLE = "report.css";
    private static final int MOST_DRIFTS = 12;

    private final NightReport report;
    private final Html html = new Html();

    private ReportPage(NightReport report) {
        this.report = report;
    }

    /** The page, UTF-8 in mind. */
    public static String of(NightReport report) {
        return new ReportPage(report).page();
    }

    private String page() {
        String title = "Nightjar, " + report.run().asOfDate();
        html.raw("<!DOCTYPE html>")
                .raw("<html lang=\"en\"><head><meta charset=\"utf-8\"/>")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>")
                .raw("<title>" + Html.escape(title) + "</title>")
                .raw("<style>" + style() + "</style></head><body>");
        addHead();
        addRemarks();
        new ChurnSection(html, report).add();
        addTotals();
        addPast();
        addDrifts();
        addSteps();
        return html.raw("</body></html>").toString();
    }

    private static String style() {
        try (InputStream in = Objects.requireNonNull(ReportPage.class.getResourceAsStream(STYLE), STYLE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addHead() {
        NightReport.Run run = report.run();
        NightReport.Population population = report.population();
        html.raw("<h1>The night as of " + run.asOfDate() + "</h1>")
                .paragraph(Html.format("%s, Nightjar %s", run.runId(), run.version()))
                .raw("<ul class=\"facts\">");
        addFact("customers", Html.format("%,d", population.customers()));
        addFact("with a churn probability", Html.format("%,d", population.scored()));
        population.risks().stream()
                .filter(risk -> risk.name().equals("high"))
                .forEach(risk -> addFact("at high risk", Html.format("%,d", risk.customers())));
        report.totals().stream()
                .filter(total -> total.dimension().equals("all"))
                .forEach(total -> addFact("CLTV, " + run.currency(), Html.format("%,.0f", total.cltv())));
        NightReport.Churn churn = report.churn();
        if (churn != null && !churn.grade().isEmpty()) {
            addFact("grade of the model", churn.grade());
        }
        html.raw("</ul>");
    }

    private void addFact(String name, String value) {
        html.raw("<li><strong>" + Html.escape(value) + "</strong> " + Html.escape(name) + "</li>");
    }

    private void addRemarks() {
        html.heading("What to look at");
        if (report.remarks().isEmpty()) {
            html.paragraph("Nothing: every check passed.");
            return;
        }
        html.table(
                List.of("severity", "what", "why"),
                report.remarks().stream()
                        .map(remark -> List.of(remark.severity(), remark.code(), remark.text()))
                        .toList());
    }

    private void addTotals() {
        List<String> dimensions = report.totals().stream()
                .map(NightReport.Total::dimension)
                .filter(dimension -> !dimension.equals("all"))
                .distinct()
                .toList();
        if (dimensions.isEmpty()) {
            return;
        }
        html.heading("What they are worth");
        for (String dimension : dimensions) {
            List<List<String>> rows = new ArrayList<>();
            for (NightReport.Total total : report.totals()) {
                if (total.dimension().equals(dimension)) {
                    rows.add(List.of(
                            total.member(),
                            Html.format("%,d", total.customers()),
                            Html.format("%,.0f", total.cltv()),
                            Html.optional("%,.0f", total.low()),
                            Html.optional("%,.0f", total.high())));
                }
            }
            String currency = report.run().currency();
            html.table(
                    List.of(
                            dimension.replace('_', ' '),
                            "#customers",
                            "#CLTV, " + currency,
                            "#90 % interval from",
                            "#to"),
                    rows);
        }
    }

    private void addPast() {
        List<NightReport.Past> past = report.past();
        if (past.isEmpty()) {
            return;
        }
        html.heading("What became of earlier nights");
        if (past.size() > 1) {
            UnitPlot plot = new UnitPlot("Earlier nights", "night", "AUC, churn")
                    .line("AUC", "one", points(NightReport.Past::auc))
                    .line("probability", "two", points(NightReport.Past::meanProbability))
                    .line("left", "three", points(NightReport.Past::baseRate));
            html.figure(
                    plot.svg(
                            past.get(0).scoreDate().toString(),
                            past.get(past.size() - 1).scoreDate().toString()),
                    "Nights whose horizon is over: how well they ranked, the mean probability they gave, and the share"
                            + " that left.");
        }
        html.table(
                List.of("night", "#AUC", "#mean probability", "#left"),
                past.stream()
                        .map(night -> List.of(
                                night.scoreDate().toString(),
                                Html.format("%.3f", night.auc()),
                                Html.percent(night.meanProbability()),
                                Html.percent(night.baseRate())))
                        .toList());
    }

    private List<UnitPlot.Point> points(ToDoubleFunction<NightReport.Past> value) {
        List<NightReport.Past> past = report.past();
        long first = past.get(0).scoreDate().toEpochDay();
        double days = past.get(past.size() - 1).scoreDate().toEpochDay() - first;
        return past.stream()
                .map(night ->
                        new UnitPlot.Point((night.scoreDate().toEpochDay() - first) / days, value.applyAsDouble(night)))
                .toList();
    }

    private void addDrifts() {
        if (report.drifts().isEmpty()) {
            return;
        }
        html.heading("How far customers have moved");
        BarPlot plot = new BarPlot("Population stability index");
        for (NightReport.Drift drift :
                report.drifts().subList(0, Math.min(MOST_DRIFTS, report.drifts().size()))) {
            String style = drift.level().equals("warn") ? "loud" : drift.level().equals("watch") ? "bar" : "calm";
            plot.bar(drift.feature(), drift.psi(), Html.format("%.3f %s", drift.psi(), drift.level()), style);
        }
        html.figure(
                plot.svg(),
                "Population stability index against the customers the model learnt from: those furthest away.");
    }

    private void addSteps() {
        html.heading("How it ran");
        BarPlot plot = new BarPlot("Seconds of each step");
        report.steps().forEach(step -> plot.bar(step.name(), step.seconds(), Html.format("%.1f s", step.seconds())));
        html.figure(
                plot.svg(),
                Html.format(
                        "Seconds of each step; the whole night took %.1f.",
                        report.run().seconds()));
        html.table(
                List.of("step", "#partitions", "#rows in", "#rows out", "#rejected", "note"),
                report.steps().stream()
                        .map(step -> List.of(
                                step.name(),
                                Html.format("%,d", step.partitions()),
                                Html.format("%,d", step.rowsRead()),
                                Html.format("%,d", step.rowsWritten()),
                                Html.format("%,d", step.rowsRejected()),
                                step.note()))
                        .toList());
    }
}
