package dev.nightjar.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.customer.BucketHistory;
import dev.nightjar.customer.CustomerHistory;
import dev.nightjar.customer.InteractionBatch;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A logistic regression on a sample shop, with and without what customers did besides ordering. */
class InteractionsForetellChurnTests {

    private static final int HORIZON_DAYS = 90;
    private static final int ACTIVE_DAYS = 365;
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 2, 13);
    private static final int CUT_OFF = (int) LAST_DAY.toEpochDay() + 1 - HORIZON_DAYS;

    @Test
    void aModelWithInteractionsBeatsOneWithout() {
        List<Example> examples = examples(SampleHistory.of(SampleShop.of(12_000, 3, LAST_DAY)));
        List<Example> train = examples.subList(0, examples.size() / 2);
        List<Example> test = examples.subList(examples.size() / 2, examples.size());

        double ordersOnly = auc(test, fit(train, 3), 3);
        double withInteractions = auc(test, fit(train, 8), 8);

        assertThat(ordersOnly).isBetween(0.70, 0.85);
        assertThat(withInteractions).isBetween(ordersOnly + 0.03, 0.92);
        double churnRate = examples.stream().filter(Example::churned).count() / (double) examples.size();
        assertThat(churnRate).isBetween(0.4, 0.7);
    }

    private record Example(double[] inputs, boolean churned) {}

    private static List<Example> examples(BucketHistory bucket) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < bucket.size(); i++) {
            CustomerHistory customer = bucket.customer(i);
            int[] purchases = purchaseDays(customer);
            int[] known = Arrays.stream(purchases).filter(day -> day < CUT_OFF).toArray();
            if (known.length > 0 && known[known.length - 1] >= CUT_OFF - ACTIVE_DAYS) {
                examples.add(new Example(inputs(customer, known), purchases.length == known.length));
            }
        }
        return examples;
    }

    private static int[] purchaseDays(CustomerHistory customer) {
        return java.util.stream.IntStream.range(customer.orderFrom(), customer.orderTo())
                .filter(customer.orders()::isPurchase)
                .map(row -> customer.orders().day()[row])
                .toArray();
    }

    /** Three inputs from orders, then five from interactions, then the constant. */
    private static double[] inputs(CustomerHistory customer, int[] purchases) {
        double sinceLast = CUT_OFF - purchases[purchases.length - 1];
        double sinceFirst = CUT_OFF - purchases[0];
        return new double[] {
            Math.log(sinceLast),
            Math.log(purchases.length),
            Math.log(sinceFirst),
            Math.log1p(count(customer, 60, "visit", "product_view", "cart_add")),
            Math.log1p(count(customer, 365, "visit", "product_view", "cart_add")),
            count(customer, 90, "complaint", "ticket_opened", "cart_abandon"),
            count(customer, 120, "email_open") / (1.0 + count(customer, 120, "email_sent")),
            Math.log1p(count(customer, (int) sinceLast, "visit", "login", "email_open"))
        };
    }

    private static int count(CustomerHistory customer, int days, String... kinds) {
        InteractionBatch interactions = customer.interactions();
        int count = 0;
        for (int row = customer.interactionFrom(); row < customer.interactionEndBefore(CUT_OFF); row++) {
            boolean isRecent = interactions.day()[row] >= CUT_OFF - days;
            count += isRecent
                            && Arrays.asList(kinds).contains(interactions.kind().get(row))
                    ? 1
                    : 0;
        }
        return count;
    }

    /** Weights and constant by plain gradient ascent. */
    private static double[] fit(List<Example> train, int inputs) {
        double[] weights = new double[inputs + 1];
        for (int step = 0; step < 3_000; step++) {
            double[] gradient = new double[inputs + 1];
            for (Example example : train) {
                double error = (example.churned() ? 1 : 0) - 1 / (1 + Math.exp(-score(example, weights, inputs)));
                for (int i = 0; i < inputs; i++) {
                    gradient[i] += error * example.inputs()[i];
                }
                gradient[inputs] += error;
            }
            for (int i = 0; i <= inputs; i++) {
                weights[i] += 0.1 * gradient[i] / train.size();
            }
        }
        return weights;
    }

    private static double score(Example example, double[] weights, int inputs) {
        double sum = weights[inputs];
        for (int i = 0; i < inputs; i++) {
            sum += weights[i] * example.inputs()[i];
        }
        return sum;
    }

    /** Probability that a customer who left has a higher score than one who stayed. */
    private static double auc(List<Example> test, double[] weights, int inputs) {
        List<Example> ascending = test.stream()
                .sorted(Comparator.comparingDouble(example -> score(example, weights, inputs)))
                .toList();
        double stayed = 0;
        double pairs = 0;
        for (Example example : ascending) {
            if (example.churned()) {
                pairs += stayed;
            } else {
                stayed++;
            }
        }
        return pairs / (stayed * (test.size() - stayed));
    }
}
