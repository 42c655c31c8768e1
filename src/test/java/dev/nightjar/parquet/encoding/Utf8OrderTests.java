package dev.nightjar.parquet.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class Utf8OrderTests {

    @Test
    void aLesserHeadIsALesserText() {
        List<String> texts = List.of(
                "",
                "\0",
                "1",
                "10",
                "2",
                "aaaaaaa",
                "aaaaaaaa",
                "aaaaaaaab",
                "aaaaaaab",
                "z",
                "\u00fc",
                "\u00fcber",
                "\u20ac");

        for (String left : texts) {
            for (String right : texts) {
                int order = Integer.signum(Arrays.compareUnsigned(utf8(left), utf8(right)));
                int heads = Long.compare(head(left), head(right));
                assertThat(heads).as("%s, %s", left, right).isIn(order, 0);
                boolean isSameStart = Arrays.equals(Arrays.copyOf(utf8(left), 8), Arrays.copyOf(utf8(right), 8));
                assertThat(heads == 0).as("%s, %s", left, right).isEqualTo(isSameStart);
            }
        }
    }

    private static long head(String text) {
        byte[] bytes = utf8("<" + text + ">");
        return Utf8Order.head(bytes, 1, bytes.length - 1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
