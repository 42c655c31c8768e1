package dev.nightjar.job.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InOrderTests {

    @Test
    void partsAreTakenInTheirOrderWhicheverIsMadeFirst() throws IOException {
        CountDownLatch secondIsMade = new CountDownLatch(1);
        List<Integer> taken = new ArrayList<>();

        InOrder.forEach(
                50,
                2,
                number -> {
                    if (number == 0) {
                        await(secondIsMade);
                    } else {
                        secondIsMade.countDown();
                    }
                    return number;
                },
                taken::add);

        assertThat(taken)
                .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
    }

    @Test
    void fewPartsAreMadeAhead() throws IOException {
        AtomicInteger made = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger mostAhead = new AtomicInteger();

        InOrder.forEach(
                200,
                3,
                number -> {
                    mostAhead.accumulateAndGet(made.incrementAndGet() - taken.get(), Math::max);
                    return number;
                },
                number -> taken.incrementAndGet());

        // the one that is being taken is no longer among those ahead
        assertThat(mostAhead).hasValueLessThanOrEqualTo(7);
        assertThat(taken).hasValue(200);
    }

    @Test
    void aPartThatFailsFailsAllAfterThoseBeforeIt() {
        List<Integer> taken = new ArrayList<>();

        assertThatThrownBy(() -> InOrder.forEach(10, 2, InOrderTests::brokenFromThree, taken::add))
                .isInstanceOf(IOException.class)
                .hasMessage("part 3");
        assertThat(taken).containsExactly(0, 1, 2);
    }

    @Test
    void nothingIsMadeOfNothing() throws IOException {
        List<Integer> taken = new ArrayList<>();

        InOrder.forEach(0, 2, number -> number, taken::add);

        assertThat(taken).isEmpty();
    }

    private static int brokenFromThree(int number) throws IOException {
        if (number >= 3) {
            throw new IOException("part " + number);
        }
        return number;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
