package dev.nightjar.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RfmSegmentTests {

    @Test
    void everyPointOfTheCubeIsInExactlyOneSegment() {
        Set<RfmSegment> used = EnumSet.noneOf(RfmSegment.class);
        for (RfmScore score : cube()) {
            List<RfmSegment> holding = Arrays.stream(RfmSegment.values())
                    .filter(segment -> segment.holds(score))
                    .toList();

            assertThat(holding).as("segments of %s", score).containsExactly(RfmSegment.of(score));
            used.addAll(holding);
        }
        assertThat(used).containsExactlyInAnyOrder(RfmSegment.values());
    }

    @Test
    void boxesAreDisjointAndFillTheCube() {
        int points = 0;
        for (RfmSegment segment : RfmSegment.values()) {
            for (RfmSegment.Box box : segment.boxes()) {
                points += (box.maxRecency() - box.minRecency() + 1)
                        * (box.maxFrequency() - box.minFrequency() + 1)
                        * (box.maxMonetary() - box.minMonetary() + 1);
            }
        }

        assertThat(points).isEqualTo(125);
    }

    @ParameterizedTest
    @CsvSource({
        "5, 5, 5, champions",
        "4, 5, 1, loyal",
        "3, 4, 5, loyal",
        "5, 2, 5, potential_loyalist",
        "5, 1, 5, new_customers",
        "4, 1, 1, promising",
        "3, 3, 3, need_attention",
        "3, 1, 1, about_to_sleep",
        "2, 3, 2, at_risk",
        "1, 5, 5, cannot_lose_them",
        "2, 1, 1, hibernating",
        "1, 1, 1, lost"
    })
    void wellKnownPointsAreWhereEverybodyExpectsThem(int recency, int frequency, int monetary, String segment) {
        assertThat(RfmSegment.of(new RfmScore(recency, frequency, monetary)).code())
                .isEqualTo(segment);
    }

    @Test
    void thePublishedTableIsTheCode() throws Exception {
        List<String> table = Arrays.stream(RfmSegment.values())
                .flatMap(segment -> segment.boxes().stream().map(box -> row(segment, box)))
                .toList();

        assertThat(Files.readAllLines(Path.of("docs/segments.md"))).containsSubsequence(table);
    }

    private static String row(RfmSegment segment, RfmSegment.Box box) {
        return "| " + segment.code() + " | " + range(box.minRecency(), box.maxRecency()) + " | "
                + range(box.minFrequency(), box.maxFrequency()) + " | "
                + range(box.minMonetary(), box.maxMonetary()) + " |";
    }

    private static String range(int min, int max) {
        return min == max ? String.valueOf(min) : min + "–" + max;
    }

    private static List<RfmScore> cube() {
        List<RfmScore> cube = new ArrayList<>();
        for (int point = 0; point < 125; point++) {
            cube.add(new RfmScore(1 + point / 25, 1 + point / 5 % 5, 1 + point % 5));
        }
        assertThat(cube.stream().collect(Collectors.toSet())).hasSize(125);
        return cube;
    }
}
