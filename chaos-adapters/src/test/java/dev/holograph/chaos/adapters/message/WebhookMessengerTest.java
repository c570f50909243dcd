package dev.holograph.chaos.adapters.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holograph.chaos.adapters.message.WebServer.Answer;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.MessageException;
import dev.holograph.chaos.spi.SecretSource;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done about a server that does not take a message. */
@Timeout(60)
class WebhookMessengerTest {

    private static final String PATH = "/services/T01234567/B01234567/aSecretOfThisWebhook?key=anotherSecret1";

    private static WebhookMessenger messenger() {
        return new WebhookMessenger(
                new SecretSource("URL", null), message -> "{}", WebhookAnswers.UNKNOWN, Duration.ofMillis(500));
    }

    private static TestContext context(String url) {
        return new TestContext(Map.of("URL", url));
    }

    private static void send(TestContext context) throws Exception {
        messenger().send(Outcomes.breach(), context, TestContext.deadline());
    }

    @ParameterizedTest
    @CsvSource({"429, 7, 7", "503, 2, 2", "429, 'Fri, 15 Jan 2027 08:00:09 GMT', 9", "429, tomorrow, 1", "500, , 1"})
    void whatWasNotTakenIsSentAgainAfterTheTimeThatWasAskedFor(int status, String retryAfter, int seconds)
            throws Exception {
        try (WebServer server = WebServer.answering(new Answer(status, "busy", retryAfter), Answer.of(200, "ok"))) {
            TestContext context = context(server.url(PATH));
            send(context);
            assertThat(server.requests).hasSize(2);
            assertThat(context.pauses).containsExactly(Duration.ofSeconds(seconds));
            assertThat(server.requests.stream().map(WebServer.Request::id)).containsOnly("run-1");
            assertThat(server.requests.get(0).type()).isEqualTo("application/json; charset=utf-8");
        }
    }

    @Test
    void afterThreeAttemptsItIsGivenUp() throws Exception {
        try (WebServer server = WebServer.answering(Answer.of(500, "rollup_error"))) {
            TestContext context = context(server.url(PATH));
            assertThatThrownBy(() -> send(context))
                    .isInstanceOf(MessageException.class)
                    .hasMessageMatching("127\\.0\\.0\\.1:\\d+ answered 500 rollup_error \\(3 attempts\\)");
            assertThat(server.requests).hasSize(3);
            assertThat(context.pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(3));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"21", "86400", "999999999", "Fri, 15 Jan 2027 09:00:00 GMT"})
    void aWaitThatIsTooLongIsNotWaited(String retryAfter) throws Exception {
        try (WebServer server = WebServer.answering(new Answer(429, "", retryAfter))) {
            TestContext context = context(server.url(PATH));
            assertThatThrownBy(() -> send(context)).hasMessageContaining("which is too long to wait");
            assertThat(server.requests).hasSize(1);
            assertThat(context.pauses).isEmpty();
        }
    }

    @Test
    void noWaitGoesBeyondTheDeadline() throws Exception {
        try (WebServer server = WebServer.answering(new Answer(429, "", "10"))) {
            TestContext context = context(server.url(PATH));
            assertThatThrownBy(() ->
                            messenger().send(Outcomes.breach(), context, Deadline.in(Duration.ofSeconds(5), () -> 0)))
                    .hasMessageContaining("too long to wait");
        }
    }

    @Test
    void aServerThatNeverAnswersIsNotAskedAgain() throws Exception {
        try (WebServer server = WebServer.answering(WebServer.NEVER)) {
            assertThatThrownBy(() -> send(context(server.url(PATH))))
                    .hasMessageEndingWith(
                            "did not answer within 0.5 s; the message may have arrived, so it was not sent" + " again");
            assertThat(server.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 403, 404, 410, 502, 504})
    void whatMakesNoSenseToTryAgainIsTriedOnce(int status) throws Exception {
        try (WebServer server = WebServer.answering(Answer.of(status, "no"))) {
            assertThatThrownBy(() -> send(context(server.url(PATH))))
                    .hasMessageContaining("answered " + status + " no");
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void nobodyThereIsTriedAgain() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        TestContext context = context("http://127.0.0.1:" + port + PATH);
        assertThatThrownBy(() -> send(context)).hasMessage("127.0.0.1:" + port + " cannot be reached (3 attempts)");
        assertThat(context.pauses).hasSize(2);
    }

    @Test
    void aServerWithoutEndIsNoProblem() throws Exception {
        try (WebServer server = WebServer.answering(Answer.of(400, "x".repeat(5_000_000)))) {
            Throwable problem = catchThrowable(() -> send(context(server.url(PATH))));
            assertThat(problem).isInstanceOf(MessageException.class);
            assertThat(problem.getMessage().length()).isLessThan(300);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "encoded", "base64", "base64 within", "base64 url", "path", "token"})
    void noSecretThatAServerRepeatsIsTold(String form) throws Exception {
        String[] url = new String[1];
        Map<String, UnaryOperator<String>> forms = Map.of(
                "plain", text -> text,
                "encoded", text -> URLEncoder.encode(text, StandardCharsets.UTF_8),
                "base64", WebhookMessengerTest::base64,
                "base64 within", text -> base64("user:" + text + "!"),
                "base64 url",
                        text -> Base64.getUrlEncoder().encodeToString(("~~" + text).getBytes(StandardCharsets.UTF_8)),
                "path", text -> PATH,
                "token", text -> "no such token: aSecretOfThisWebhook");
        try (WebServer server =
                new WebServer(body -> Answer.of(400, "bad: " + forms.get(form).apply(url[0])))) {
            url[0] = server.url(PATH);
            Throwable problem = catchThrowable(() -> send(context(url[0])));
            assertThat(problem)
                    .hasMessageContaining("answered 400 bad: ")
                    .hasMessageContaining("***")
                    .message()
                    .doesNotContain("aSecretOfThisWebhook", "anotherSecret1")
                    .doesNotContain(base64("aSecretOfThisWebhook").substring(0, 20))
                    .doesNotContain(base64(" aSecretOfThisWebhook").substring(2, 20))
                    .doesNotContain(base64("  aSecretOfThisWebhook").substring(3, 20));
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aSecretOfThisWebhook",
                "http://example.org/aSecretOfThisWebhook",
                "ftp://example.org/aSecretOfThisWebhook",
                "https:///aSecretOfThisWebhook",
                "https://exa mple/aSecretOfThisWebhook"
            })
    void whatIsNoUrlIsNotRepeated(String url) {
        assertThatThrownBy(() -> send(context(url)))
                .hasMessage("what variable URL holds is no https URL; on this machine http is allowed as well");
        assertThatThrownBy(() -> messenger().look(context(url))).hasMessageContaining("no https URL");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(messenger().missing(new TestContext(Map.of()))).contains("the environment variable URL is not set");
        assertThat(messenger().missing(context(" "))).isPresent();
        assertThat(messenger().missing(context("https://example.org/x"))).isEmpty();
    }
}
