package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.holograph.chaos.slo.Result;
import io.vertx.core.json.JsonObject;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole builds of two scenarios that send their messages to real servers. */
@Timeout(120)
class MessagesOfABuildTest {

    private static final String PASSWORD = "aPassword+Of/This Mail:Server";
    private static final String TOKEN = "T0SecretToken/B0SecretToken/aSecretOfThisWebhook";

    private static final String MESSAGES = """
            messages:
              team: { type: slack, variable: SLACK_URL, on: [breach, fixed] }
              board: { type: webhook, variable: BOARD_URL, on: always }
              broken: { type: webhook, variable: BROKEN_URL, on: always }
              unset: { type: slack, variable: UNSET_URL, on: always }
              works: { type: slack, variable: SLACK_URL, on: fixed }
              lead:
                type: mail
                host: localhost
                port: %d
                security: none
                server: smtp
                from: chaos@example.org
                to: [lead@example.org]
                on: [always]
            """;

    @TempDir
    private Path root;

    private final List<String> posts = Collections.synchronizedList(new ArrayList<>());
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp").dynamicPort());
    private final Map<String, String> secrets = new HashMap<>();
    private HttpServer web;

    @BeforeEach
    void start() throws IOException {
        mail.setUser("chaos@example.org", "chaos", PASSWORD);
        mail.start();
        web = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        web.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            posts.add(path + " " + body);
            // A server that is broken, and tells everybody what it was asked.
            byte[] answer = ("no: " + secrets.get("BROKEN_URL")).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(path.startsWith("/broken") ? 403 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        web.start();
        String address = "http://127.0.0.1:" + web.getAddress().getPort();
        secrets.put("SLACK_URL", address + "/slack/" + TOKEN);
        secrets.put("BOARD_URL", address + "/board/" + TOKEN);
        secrets.put("BROKEN_URL", address + "/broken/" + TOKEN);
        secrets.put("smtp", PASSWORD);
    }

    @AfterEach
    void stop() {
        web.stop(0);
        mail.stop();
    }

    private SmallProject project(String slo) throws IOException {
        Credentials credentials = new Credentials() {
            @Override
            public Optional<String> find(String variable, String server) {
                return Optional.ofNullable(secrets.get(variable)).or(() -> Optional.ofNullable(secrets.get(server)));
            }

            @Override
            public Optional<String> user(String server) {
                return Optional.of("chaos");
            }
        };
        return new SmallProject(
                root,
                slo,
                MESSAGES.formatted(mail.getSmtp().getPort()),
                credentials,
                root.resolve(".chaos/history.ndjson"));
    }

    private List<String> postsTo(String path) {
        return posts.stream().filter(post -> post.startsWith(path)).toList();
    }

    @Test
    void aBuildSendsEachMessageOnceAndThenThatItWorksAgain() throws Exception {
        LogLines red = new LogLines();
        try (SmallProject project = project("p50(latency) < 1ms in every 1s")) {
            assertThat(project.run(red)).extracting(Summary.Entry::result).containsOnly(Result.BREACH);
        }
        assertThat(messageLines(red))
                .containsExactlyInAnyOrder(
                        "INFO Message 'team' (slack) is sent",
                        "INFO Message 'board' (webhook) is sent",
                        "INFO Message 'lead' (mail) is sent",
                        "INFO Message 'unset' (slack) is skipped: the environment variable UNSET_URL is not set",
                        "WARN Message 'broken' (webhook) was not sent: 127.0.0.1:"
                                + web.getAddress().getPort() + " answered 403 no: ***");
        assertThat(postsTo("/slack")).singleElement().asString().contains("BREACH: one, two", "p50(latency) &lt; 1ms");
        JsonObject board = new JsonObject(
                postsTo("/board").get(0).substring(postsTo("/board").get(0).indexOf('{')));
        assertThat(board.getJsonArray("scenarios")).hasSize(2);
        MimeMessage[] mails = mail.getReceivedMessages();
        assertThat(mails).hasSize(1);
        assertThat(mails[0].getSubject()).startsWith("[chaos] BREACH: one, two (2 of 2 scenarios)");
        assertNoSecret(red);

        posts.clear();
        LogLines green = new LogLines();
        try (SmallProject project = project("error_rate < 5% in every 1s")) {
            assertThat(project.run(green)).extracting(Summary.Entry::result).containsOnly(Result.PASS);
        }
        assertThat(postsTo("/slack")).hasSize(2).allMatch(post -> post.contains("PASS again: one, two"));
        assertNoSecret(green);
    }

    @Test
    void severalExecutionsOfABuildSendOneMessageAboutAllOfTheirRuns() throws Exception {
        LogLines log = new LogLines();
        BuildNews build = new BuildNews();
        try (SmallProject red = project("p50(latency) < 1ms in every 1s")) {
            red.run(log, true, build);
        }
        try (SmallProject green = project("error_rate < 5% in every 1s")) {
            green.run(log, true, build);
        }
        assertThat(messageLines(log)).isEmpty();
        build.send();
        build.send();

        assertThat(postsTo("/slack")).hasSize(2); // the other is for what works again
        assertThat(postsTo("/slack").get(0)).contains("BREACH: one, two (2 of 4 scenarios)");
        assertThat(postsTo("/board")).hasSize(1);
        JsonObject board = new JsonObject(
                postsTo("/board").get(0).substring(postsTo("/board").get(0).indexOf('{')));
        assertThat(board.getString("result")).isEqualTo("BREACH");
        assertThat(board.getJsonArray("scenarios").stream()
                        .map(one -> ((JsonObject) one).getString("scenario") + " "
                                + ((JsonObject) one).getString("result")))
                .containsExactly("one BREACH", "two BREACH", "one PASS", "two PASS");
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertNoSecret(log);
    }

    private static List<String> messageLines(LogLines log) {
        return log.lines.stream().filter(line -> line.contains("Message '")).toList();
    }

    /** In no line of the console, in no file that the build has left, in no message. */
    private void assertNoSecret(LogLines log) throws Exception {
        List<String> outputs = new ArrayList<>(log.lines);
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                outputs.add(file + ": " + Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        posts.forEach(post -> outputs.add(post.substring(post.indexOf('{'))));
        for (MimeMessage message : mail.getReceivedMessages()) {
            outputs.add(GreenMailUtil.getWholeMessage(message));
        }
        assertThat(outputs).hasSizeGreaterThan(30);
        List<String> hidden = new ArrayList<>(secrets.values());
        hidden.addAll(List.of(TOKEN.split("/")));
        for (String secret : hidden) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            for (String form : List.of(
                    secret,
                    URLEncoder.encode(secret, StandardCharsets.UTF_8),
                    Base64.getEncoder().withoutPadding().encodeToString(bytes),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))) {
                assertThat(outputs).noneMatch(output -> output.contains(form));
            }
        }
    }
}
