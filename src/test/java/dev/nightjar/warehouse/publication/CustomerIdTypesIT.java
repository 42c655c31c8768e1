package dev.nightjar.warehouse.publication;

import static dev.nightjar.warehouse.publication.PublisherFixture.AS_OF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.customer.DataContractException;
import dev.nightjar.warehouse.CustomerIdType;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CustomerIdTypesIT {

    static Stream<Arguments> ids() {
        return Stream.of(
                Arguments.of(CustomerIdType.BIGINT, List.of("0", "-1", "9223372036854775807", "-9223372036854775808")),
                Arguments.of(
                        CustomerIdType.UUID,
                        List.of("00000000-0000-0000-0000-000000000000", "f47ac10b-58cc-4372-a567-0e02b2c3d479")),
                Arguments.of(
                        CustomerIdType.TEXT,
                        List.of(
                                "",
                                " ",
                                "7",
                                "it's",
                                "\"quoted\"",
                                "back\\slash \\N",
                                "tab\there",
                                "new\nline\r",
                                "naïve 🦉 長",
                                "'; drop table retention.run; --",
                                incompressible(1000))));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void idsOfEveryTypeAreTheSameInTheWarehouse(CustomerIdType type, List<String> ids) {
        try (PublisherFixture fixture = new PublisherFixture(type)) {
            fixture.publish(
                    fixture.night(AS_OF, "r1", ids.size()),
                    ids.stream().map(SampleScores::complete).toList());

            assertThat(fixture.database.rows("select customer_id from retention.customer_score"))
                    .containsExactlyInAnyOrderElementsOf(ids);
            String one = ids.get(ids.size() - 1);
            assertThat(fixture.database
                            .warehouse()
                            .<List<String>>transaction(
                                    "test",
                                    jdbc -> jdbc.sql(
                                                    "select customer_id from retention.customer_score_latest where customer_id = :id")
                                            .param("id", type.value(one))
                                            .query(String.class)
                                            .list()))
                    .containsExactly(one);
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aNightIsReplacedUnderEveryType(CustomerIdType type, List<String> ids) {
        try (PublisherFixture fixture = new PublisherFixture(type)) {
            var scores = ids.stream().map(SampleScores::complete).toList();
            fixture.publish(fixture.night(AS_OF, "r1", ids.size()), scores);

            fixture.publish(fixture.night(AS_OF, "r2", ids.size()), scores);

            assertThat(fixture.seen(AS_OF)).startsWith(ids.size() + "|" + ids.size() + "|r2|");
        }
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void anIdOfAnotherTypeIsRefusedByName(CustomerIdType type, String id) {
        assertThatThrownBy(() -> type.value(id))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("[customer " + id + "] not an id of this warehouse: expected " + type.sqlName());
    }

    static Stream<Arguments> strangers() {
        return Stream.of(
                Arguments.of(CustomerIdType.BIGINT, "9223372036854775808"),
                Arguments.of(CustomerIdType.BIGINT, "1.0"),
                Arguments.of(CustomerIdType.BIGINT, ""),
                Arguments.of(CustomerIdType.UUID, "f47ac10b-58cc-4372-a567"),
                Arguments.of(CustomerIdType.UUID, "7"));
    }

    /** Letters that PostgreSQL cannot squeeze into a smaller index entry. */
    private static String incompressible(int length) {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('!' + random.nextInt('~' - '!')));
        }
        return text.toString();
    }
}
