package dev.nightjar.customer.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ByteDictionaryTests {

    private final ByteDictionary dictionary = new ByteDictionary();

    @Test
    void textsOfAnyLengthAreToldApart() {
        List<String> texts = new ArrayList<>(List.of("", "\0", "\0\0", "a", "a\0", "\0a", "\u00ff", "\u20ac\u20ac"));
        for (int length = 5; length <= 17; length++) {
            texts.add("x".repeat(length));
            texts.add("x".repeat(length - 1) + "y");
            texts.add("y" + "x".repeat(length - 1));
        }

        texts.forEach(this::code);

        assertThat(texts).extracting(this::code).containsExactlyElementsOf(numbers(texts.size()));
        assertThat(dictionary.values()).containsExactlyElementsOf(texts);
    }

    @Test
    void manyTextsKeepTheirNumbersWhileTheTableGrows() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            texts.add(String.valueOf(i * 7_919L * (i % 3 == 0 ? 1_000_003 : 1)));
        }
        List<String> distinct = texts.stream().distinct().toList();

        texts.forEach(this::code);

        assertThat(distinct).extracting(this::code).containsExactlyElementsOf(numbers(distinct.size()));
        assertThat(dictionary.contains(new byte[] {'-'}, 0, 1)).isFalse();
    }

    private int code(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
        return dictionary.code(bytes, 1, bytes.length - 1);
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
