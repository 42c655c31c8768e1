package dev.nightjar.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresSettingsTests {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db/shop, jdbc:postgresql://db/shop",
        "jdbc:postgresql://db/shop?password=pw, jdbc:postgresql://db/shop?password=***",
        "jdbc:postgresql://db/shop?user=a&password=p%26w&ssl=true, jdbc:postgresql://db/shop?user=a&password=***&ssl=true",
        "jdbc:postgresql://db/shop?sslpassword=pw, jdbc:postgresql://db/shop?sslpassword=***",
        "jdbc:postgresql://db/shop?PASSWORD=pw, jdbc:postgresql://db/shop?PASSWORD=***",
        "jdbc:postgresql://reader:pw@db:5432/shop, jdbc:postgresql://reader:***@db:5432/shop",
        "jdbc:postgresql://reader:p@w@db:5432/shop, jdbc:postgresql://reader:***@db:5432/shop"
    })
    void passwordsInUrlsAreStars(String url, String shown) {
        PostgresSettings settings = new PostgresSettings(url, "reader", "secret");

        assertThat(settings.safeUrl()).isEqualTo(shown);
        assertThat(settings.toString()).isEqualTo("PostgresSettings[url=" + shown + ", username=reader, password=***]");
    }
}
