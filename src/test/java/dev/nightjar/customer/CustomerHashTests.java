package dev.nightjar.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Values from a Python implementation of the same two published functions. */
class CustomerHashTests {

    @Test
    void hashesNeverChange() {
        assertThat(CustomerHash.hash("")).isEqualTo(0xefd01f60ba992926L);
        assertThat(CustomerHash.hash("C0042")).isEqualTo(0xfcb51a1414e9189bL);
    }

    @Test
    void idsBeyondAsciiAreHashedAsUtf8() {
        assertThat(CustomerHash.hash("Zoë")).isEqualTo(0x3f8a1b8741a8d7b9L);
        assertThat(CustomerHash.hash("🛒")).isEqualTo(0xe69d1150b47a3041L);
    }

    @Test
    void anIdAsBytesHasTheSameHashAndBucket() {
        byte[] utf8 = "<Zoë 🛒>".getBytes(StandardCharsets.UTF_8);
        int to = utf8.length - 1;

        assertThat(CustomerHash.hash(utf8, 1, to)).isEqualTo(CustomerHash.hash("Zoë 🛒"));
        assertThat(CustomerHash.bucket(utf8, 1, to, 64)).isEqualTo(CustomerHash.bucket("Zoë 🛒", 64));
    }

    @Test
    void bucketsAreNeverNegative() {
        assertThat(CustomerHash.bucket("", 64)).isEqualTo(38);
        assertThat(CustomerHash.bucket("C0042", 64)).isEqualTo(27);
    }
}
