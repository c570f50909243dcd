package dev.holograph.chaos.adapters.load.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holograph.chaos.adapters.data.RequestValues;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.HttpAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpRequestsTest {

    private static String bytes(String method, String path, Map<String, String> headers, String body, long number)
            throws DriverException {
        Profile.Http profile = new Profile.Http("system", method, path, headers, body, "2xx", null, 0);
        HttpRequests requests = HttpRequests.of(
                profile.first(),
                new HttpAddress(new Endpoint("::1", 80)),
                Ids.of("run", "load"),
                new RequestValues(RequestValues.Seeds.of(1, "run", "load"), null, Map.of(), () -> Instant.EPOCH));
        for (long earlier = 0; earlier < number; earlier++) {
            requests.bytes(earlier, UnpooledByteBufAllocator.DEFAULT).release();
        }
        ByteBuf bytes = requests.bytes(number, UnpooledByteBufAllocator.DEFAULT);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aPlainRequest() throws Exception {
        assertThat(bytes("GET", "/a?b=c", Map.of(), null, 3)).isEqualTo("GET /a?b=c HTTP/1.1\r\nHost: [::1]\r\n\r\n");
    }

    @Test
    void theIdStandsInPathAndBodyAndTheLengthIsThatOfTheBytes() throws Exception {
        assertThat(bytes("PUT", "/f/{id}", Map.of(), "ü{id}{id}", 7))
                .isEqualTo("PUT /f/run-7 HTTP/1.1\r\nHost: [::1]\r\nContent-Length: 12\r\n\r\nürun-7run-7");
    }

    @Test
    void theLengthIsThatOfTheValues() throws Exception {
        assertThat(bytes("PUT", "/f/{seq}", Map.of(), "{seq}-{now}-{random.int(5,5)}", 10))
                .isEqualTo("PUT /f/10 HTTP/1.1\r\nHost: [::1]\r\nContent-Length: 29\r\n\r\n"
                        + "10-1970-01-01T00:00:00.000Z-5");
    }

    @Test
    void aPostWithoutABodySaysSo() throws Exception {
        assertThat(bytes("POST", "/", Map.of(), null, 0))
                .isEqualTo("POST / HTTP/1.1\r\nHost: [::1]\r\nContent-Length: 0\r\n\r\n");
    }

    @Test
    void headersMayCarryTheIdAndReplaceTheHost() throws Exception {
        assertThat(bytes("GET", "/", Map.of("Idempotency-Key", "{id}"), null, 2))
                .contains("\r\nIdempotency-Key: run-2\r\n");
        assertThat(bytes("GET", "/", Map.of("host", "shop.example"), null, 0))
                .isEqualTo("GET / HTTP/1.1\r\nhost: shop.example\r\n\r\n");
    }

    @Test
    void whatIsNoRequestIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> bytes("GE T", "/", Map.of(), null, 0)).hasMessageContaining("write one such as GET");
        assertThatThrownBy(() -> bytes("GET", "x", Map.of(), null, 0)).hasMessageContaining("must begin with /");
        assertThatThrownBy(() -> bytes("GET", "/", Map.of("A", "a\r\nB: c"), null, 0))
                .hasMessageContaining("must be one line");
        assertThatThrownBy(() -> bytes("GET", "/", Map.of("Content-Length", "3"), null, 0))
                .hasMessageContaining("cannot be set");
    }
}
