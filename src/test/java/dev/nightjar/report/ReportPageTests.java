package dev.nightjar.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.report.NightReport.Bin;
import dev.nightjar.report.NightReport.Churn;
import dev.nightjar.report.NightReport.Count;
import dev.nightjar.report.NightReport.Drift;
import dev.nightjar.report.NightReport.Past;
import dev.nightjar.report.NightReport.Population;
import dev.nightjar.report.NightReport.Remark;
import dev.nightjar.report.NightReport.Rival;
import dev.nightjar.report.NightReport.Run;
import dev.nightjar.report.NightReport.Step;
import dev.nightjar.report.NightReport.Threshold;
import dev.nightjar.report.NightReport.Top;
import dev.nightjar.report.NightReport.Total;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ReportPageTests {

    private static final LocalDate AS_OF = LocalDate.of(2026, 2, 14);
    private static final Run RUN = new Run("nightly-2026-02-14-01", AS_OF, 1, "1.0", "GBP", 12.34);
    private static final Population NOBODY = new Population(0, 0, List.of(), List.of(), List.of());
    private static final Population SOMEBODY = new Population(
            100,
            80,
            List.of(new Count("0.0 to 0.1", 20), new Count("0.1 to 0.2", 60)),
            List.of(new Count("high", 20), new Count("low", 60)),
            List.of(new Count("days_since_last_order", 80)));
    private static final Churn CHURN = new Churn(
            "churn-2026-02-14-01",
            AS_OF,
            "champion",
            "B",
            1_500,
            List.of(
                    new Rival("churn-2026-02-14-01", 0.8125, 0.77, 0.5, 0.16, 0.02, 0.25),
                    new Rival("high order_count", 0.7, null, 0.6, null, null, null)),
            List.of(new Bin(0.1, 0.2), new Bin(0.5, 0.5)),
            List.of(new Top(0.05, 0.25, 5)),
            List.of(new Threshold(0.5, 0.4, 0.9, 0.125)));

    @Test
    void aNightWithEverythingIsOneWellFormedPage() throws Exception {
        Document page = page(new NightReport(
                RUN,
                List.of(new Remark("warn", "warn_score_drift", "moved")),
                CHURN,
                SOMEBODY,
                List.of(
                        new Total("all", "all", 100, 1234.4, 1000.0, 1500.0),
                        new Total("value_tier", "top_1", 1, 234.4, null, null)),
                List.of(new Drift("spend_30d", 0.3, "warn"), new Drift("churn_probability", 0.01, "stable")),
                List.of(new Past(AS_OF.minusDays(120), 0.8, 0.4, 0.5), new Past(AS_OF.minusDays(100), 0.7, 0.3, 0.2)),
                List.of(new Step("extract-history", 3, 1_000, 990, 10, 1.5, "5 refuse profiling"))));

        assertThat(texts(page, "h2"))
                .containsExactly(
                        "What to look at",
                        "The churn model",
                        "Who may leave, and why",
                        "What they are worth",
                        "What became of earlier nights",
                        "How far customers have moved",
                        "How it ran");
        assertThat(texts(page, "strong")).containsExactly("100", "80", "20", "1,234", "B");
        assertThat(texts(page, "td"))
                .contains(
                        "0.813", "high order_count", "12.5 %", "234", "990", "5 refuse profiling", "warn_score_drift");
        assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(7);
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(page.getElementsByTagName("link").getLength()).isZero();
    }

    /** The longest bar fills its width, another is as much shorter as its number is smaller. */
    @Test
    void barsAreAsLongAsTheirNumbers() throws Exception {
        Document page = page(report(CHURN, SOMEBODY));

        assertThat(attributes(page, "rect", "width")).containsExactly("110.0", "330.0", "110.0", "330.0", "330.0");
    }

    /** A half of the way across, and up, is in the middle of the axes. */
    @Test
    void pointsLieWhereTheyBelong() throws Exception {
        Document page = page(report(CHURN, SOMEBODY));

        assertThat(attributes(page, "circle", "cx")).containsExactly("76.0", "196.0", "360");
        assertThat(attributes(page, "circle", "cy")).containsExactly("252.0", "162.0", "22");
    }

    @Test
    void aNightWithoutAnybodySaysSo() throws Exception {
        Document page = page(report(null, NOBODY));

        assertThat(texts(page, "p"))
                .contains("Nothing: every check passed.", "None: no customer has a churn probability.");
        assertThat(texts(page, "h2")).containsExactly("What to look at", "The churn model", "How it ran");
    }

    /** It was not tested, and nothing was fitted once more. */
    @Test
    void aBaselineIsNotCalledTested() throws Exception {
        Churn baseline = new Churn(
                "churn-2026-02-14-01",
                AS_OF,
                "baseline",
                "",
                0,
                List.of(new Rival("low order_count", 0.7, null, 0.6, null, null, null)),
                List.of(),
                List.of(),
                List.of());

        Document page = page(report(baseline, SOMEBODY));

        assertThat(texts(page, "td")).contains("low order_count", "0.700");
        assertThat(texts(page, "p")).noneMatch(text -> text.contains("tested"));
    }

    @Test
    void namesOfAShopAreText() throws Exception {
        String hostile = "<script>alert(\"1\")</script> & 'Zoë'";
        NightReport report = new NightReport(
                RUN,
                List.of(new Remark("warn", hostile, hostile)),
                CHURN,
                new Population(1, 1, List.of(new Count(hostile, 1)), List.of(), List.of()),
                List.of(new Total(hostile, hostile, 1, 1, null, null)),
                List.of(new Drift(hostile, 0.1, "stable")),
                List.of(),
                List.of());

        assertThat(ReportPage.of(report)).doesNotContain("<script", "'Zoë'");
        assertThat(texts(page(report), "td")).contains(hostile);
    }

    private static NightReport report(@Nullable Churn churn, Population population) {
        return new NightReport(RUN, List.of(), churn, population, List.of(), List.of(), List.of(), List.of());
    }

    private static Document page(NightReport report) throws Exception {
        byte[] bytes = ReportPage.of(report).getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    }

    private static List<String> texts(Document page, String tag) {
        List<String> texts = new ArrayList<>();
        NodeList nodes = page.getElementsByTagName(tag);
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    private static List<String> attributes(Document page, String tag, String attribute) {
        List<String> values = new ArrayList<>();
        NodeList nodes = page.getElementsByTagName(tag);
        for (int i = 0; i < nodes.getLength(); i++) {
            values.add(((Element) nodes.item(i)).getAttribute(attribute));
        }
        return values;
    }
}
