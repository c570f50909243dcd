package dev.holograph.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.HttpVersion;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.scenario.Violation;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.HttpAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTargetsTest {

    private static final Location HERE = new Location("x.yaml", 7, 3);
    private static final Location THERE = new Location("local.yaml", 4, 9);
    private static final Endpoint PROXY = new Endpoint("127.0.0.1", 4711);

    private static TargetSpec at(String url) {
        return new TargetSpec("shop", null, true, url, THERE);
    }

    private static Load load(Map<String, String> headers) {
        Profile profile = new Profile.Http("shop", "GET", "/orders", headers, null, "2xx", null, 0);
        return load(profile);
    }

    private static Load load(Profile profile) {
        return new Load("writers", profile, new ArrivalModel.Open(1, 1), Duration.ofSeconds(1), null, HERE);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:80,                '',       ",
        "http://127.0.0.1:80/,               '',       ",
        "ws://127.0.0.1/a/b//,               /a/b,     ",
        "http://u:p@127.0.0.1/v1%2Fx,        /v1%2Fx,  u:p",
        "http://u:p%3A%C3%BC%40@127.0.0.1,   '',       u:p:ü@",
        "http://token@127.0.0.1,             '',       token:",
        "redis://u:p@127.0.0.1/3,            '',       ",
        "jdbc:postgresql://u:p@127.0.0.1/db, '',       ",
    })
    void pathAndLoginOfAUrlBelongToEachRequest(String url, String prefix, String login) {
        HttpAddress address = HttpAddress.of(at(url), PROXY);

        assertThat(address.endpoint()).isEqualTo(PROXY);
        assertThat(address.prefix()).isEqualTo(prefix);
        assertThat(address.login()).isEqualTo(login);
        assertThat(address.tls()).isNull();
        assertThat(address.path("/orders")).isEqualTo(prefix + "/orders");
        assertThat(address).hasToString("127.0.0.1:4711" + prefix);
    }

    @ParameterizedTest
    @CsvSource({
        "http://shop.example,          http,  ws,  shop.example",
        "http://shop.example:443,      http,  ws,  shop.example:443",
        "ws://shop.example:80/a,       http,  ws,  shop.example",
        "https://shop.example,         https, wss, shop.example",
        "wss://shop.example:443/a,     https, wss, shop.example",
        "https://u:p@shop.example:80,  https, wss, shop.example:80",
        "https://[::1]:8443,           https, wss, [::1]:8443",
        "http://[::1]:8080,            http,  ws,  127.0.0.1:4711",
        "https://{front.address}/v1,   https, wss, 127.0.0.1:4711",
    })
    void theNameThatIsAskedForIsTheUrlsOwnAlsoThroughAProxy(
            String url, String scheme, String webSocketScheme, String authority) {
        HttpAddress address = HttpAddress.of(at(url), PROXY);

        assertThat(address.endpoint()).isEqualTo(PROXY);
        assertThat(address.scheme()).isEqualTo(scheme);
        assertThat(address.webSocketScheme()).isEqualTo(webSocketScheme);
        assertThat(address.authority()).isEqualTo(authority);
    }

    @Test
    void theLoginIsSentAsBasicAuthentication() {
        HttpAddress address = HttpAddress.of(at("http://Aladdin:open%20sesame@127.0.0.1"), PROXY);

        // The example of RFC 7617.
        assertThat(address.authorization()).contains("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assertThat(address.secrets())
                .containsExactly("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "open sesame");
        assertThat(new HttpAddress(PROXY).authorization()).isEmpty();
        assertThat(new HttpAddress(PROXY).secrets()).isEmpty();
    }

    @Test
    void twoLoginsAreOneTooMany() {
        Load own = load(Map.of("authorization", "Bearer x"));

        assertThat(HttpTargets.violation(own, at("http://u:horse@127.0.0.1")))
                .map(Violation::message)
                .contains(
                        "x.yaml:7:3: load 'writers' has a header Authorization, and so has the url of target 'shop' by"
                                + " its user and password (local.yaml:4:9); keep one of the two");
        assertThat(HttpTargets.violation(own, at("http://127.0.0.1"))).isEmpty();
        Profile frames = new Profile.WebSocket(
                "shop", "/ws", new Profile.Opening(Map.of(), "v:battery", null, null), "{id}", "/ack", 0);
        assertThat(HttpTargets.violation(load(frames), at("http://u:horse@127.0.0.1")))
                .map(Violation::message)
                .contains("x.yaml:7:3: load 'writers' has a basicAuth:, and so has the url of target 'shop' by"
                        + " its user and password (local.yaml:4:9); keep one of the two");
        assertThat(HttpTargets.violation(load(frames), at("http://127.0.0.1"))).isEmpty();
        assertThat(HttpTargets.violation(load(Map.of()), at("http://u:horse@127.0.0.1")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://u:horse@127.0.0.1", "rediss://127.0.0.1", "jdbc:h2:mem:x;PASSWORD=horse"})
    void whatDoesNotSpeakHttpTakesNoLoad(String url) {
        assertThat(HttpTargets.violation(load(Map.of()), at(url)))
                .map(Violation::message)
                .contains(
                        "x.yaml:7:3: load 'writers' asks by HTTP, and target 'shop' (local.yaml:4:9) does not speak it by"
                                + " its url; name a target with url: http://… or https://…, or a service:");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:80/v1,           ",
        "http://u:p@127.0.0.1:80/v1,       ",
        "redis://u:p@127.0.0.1/3?timeout=1s, ",
        "tcp://127.0.0.1:80/,              ",
        "tcp://127.0.0.1:80/v1,            a user or a path",
        "tcp://u:p@127.0.0.1:80,           a user or a path",
        "http://127.0.0.1/v1?tenant=a,     a query or a fragment",
        "ws://127.0.0.1/v1#a,              a query or a fragment",
        "http://u:12/34@127.0.0.1:80/v1,   an @ in its path",
    })
    void nothingInAUrlIsDropped(String url, String unused) {
        assertThat(TargetUrl.unused(url).orElse(null)).isEqualTo(unused);
    }

    @Test
    void whatIsShownHasNoLogin() {
        assertThat(at("http://u:p@127.0.0.1/v1").shown()).isEqualTo("http://127.0.0.1/v1");
        assertThat(at("redis://u:p@ss@127.0.0.1/3").shown()).isEqualTo("redis://127.0.0.1/3");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1, HTTP_2, true",
        "https://127.0.0.1, HTTP_2, false",
        "http://127.0.0.1, HTTP_1_1, false"
    })
    void http2IsOfferedByTlsAlone(String url, HttpVersion version, boolean isMistake) {
        Profile profile = new Profile.Http("shop", "GET", "/", Map.of(), null, "2xx", null, 0).speaking(version);

        assertThat(HttpTargets.violation(load(profile), at(url)).map(Violation::message))
                .isEqualTo(
                        isMistake
                                ? Optional.of("x.yaml:7:3: load 'writers' is to speak HTTP/2 (version: 2), and target"
                                        + " 'shop' (local.yaml:4:9) is reached without TLS, where nothing offers it; give"
                                        + " the target a url: https://…, or remove version:")
                                : Optional.empty());
    }
}
