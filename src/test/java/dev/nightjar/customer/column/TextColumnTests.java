package dev.nightjar.customer.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextColumnTests {

    @Test
    void valuesOfAnyScriptAndNoneComeBack() {
        TextColumn column = TextColumn.of("Zoë", "", "🛒", "x".repeat(100));

        assertThat(column.size()).isEqualTo(4);
        assertThat(column.get(0)).isEqualTo("Zoë");
        assertThat(column.get(1)).isEmpty();
        assertThat(column.get(2)).isEqualTo("🛒");
        assertThat(column.get(3)).hasSize(100);
        assertThat(TextColumn.of().size()).isZero();
    }

    @Test
    void wellFormedTextStaysAsItIs() {
        TextColumn column = TextColumn.of("Zoë", "🛒");

        assertThat(column.wellFormed().utf8()).isEqualTo(column.utf8());
    }

    @Test
    void bytesThatAreNoTextAreReplacedAsInAString() {
        byte[] cutShort = {'a', (byte) 0xc3, 'b'};
        TextColumn column = new TextColumn(cutShort, new int[] {0, 2, 3});

        TextColumn wellFormed = column.wellFormed();

        assertThat(wellFormed.get(0)).isEqualTo("a\ufffd");
        assertThat(wellFormed.get(1)).isEqualTo("b");
        assertThat(wellFormed.utf8()).isEqualTo("a\ufffdb".getBytes(StandardCharsets.UTF_8));
    }
}
