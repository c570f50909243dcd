package dev.holograph.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUrlTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://127.0.0.1:5433/shop?password=a b, 127.0.0.1:5433",
        "jdbc:postgresql://127.0.0.1/shop, 127.0.0.1:5432",
        "jdbc:mysql://chaos:secret@db.test/shop, db.test:3306",
        "jdbc:sqlserver://db.test;databaseName=shop, db.test:1433",
        "jdbc:h2:tcp://127.0.0.1/mem:shop, 127.0.0.1:9092",
        "jdbc:postgresql://{db.address}/shop, 127.0.0.1:1",
        "redis://:secret@127.0.0.1/2, 127.0.0.1:6379",
        "http://127.0.0.1/orders, 127.0.0.1:80",
    })
    void aProxyCanStandBeforeOneHostAndPort(String url, String address) {
        assertThat(TargetUrl.socket(url)).contains(URI.create("tcp://" + address));
    }

    /** A proxy before one of several hosts would be passed by; and of a file there is nothing to stand before. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://a:1,b:2/shop",
                "jdbc:postgresql:///shop",
                "jdbc:postgresql:shop",
                "jdbc:mysql:loadbalance://a/shop",
                "jdbc:h2:mem:shop",
                "jdbc:h2:./shop",
                "jdbc:sqlserver://a\\instance",
                "jdbc:oracle:thin:@//a:1521/shop"
            })
    void thereIsNotAlwaysOne(String url) {
        assertThat(TargetUrl.socket(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db.test:5433/shop?password=a@b, jdbc:postgresql://127.0.0.1:7/shop?password=a@b",
        "jdbc:postgresql://{db.address}/shop, jdbc:postgresql://127.0.0.1:7/shop",
        "jdbc:mysql://chaos:secret@db.test/shop, jdbc:mysql://chaos:secret@127.0.0.1:7/shop",
        "jdbc:sqlserver://db.test;databaseName=shop, jdbc:sqlserver://127.0.0.1:7;databaseName=shop",
    })
    void theRestOfADatabasesUrlStays(String url, String through) {
        assertThat(TargetUrl.withSocket(url, "127.0.0.1:7")).isEqualTo(through);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://{db.address}/shop, false",
        "jdbc:mysql://user:secret@{db.address}/shop, false",
        "'jdbc:postgresql://{a.address},{b.address}/shop', false",
        "http://{shop.address}, false",
        "http://127.0.0.1/{db.address}, true",
        "http://{shop.address}:80/, true",
        "http://{shop.address}@elsewhere.test/, true",
        "jdbc:postgresql://127.0.0.1/shop?user={db.address}, true",
    })
    void aServiceStandsForHostAndPortOnly(String url, boolean isMisplaced) {
        assertThat(TargetUrl.hasMisplacedService(url)).isEqualTo(isMisplaced);
    }

    /** Else an environment would need a guard for its own services, or worse, a foreign host would need none. */
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://{db.address}/shop, true",
        "http://{shop.address}/v1, true",
        "jdbc:postgresql://{db.address}/shop?socketFactory=elsewhere, false",
        "'jdbc:postgresql://{db.address},db.test/shop', false",
    })
    void servicesAreOnThisMachine(String url, boolean isHere) {
        assertThat(TargetUrl.isOnThisMachine(url)).isEqualTo(isHere);
    }
}
