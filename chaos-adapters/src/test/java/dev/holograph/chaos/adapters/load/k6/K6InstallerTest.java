package dev.holograph.chaos.adapters.load.k6;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.holograph.chaos.adapters.process.Executables;
import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.spi.DriverException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Installs k6 from a server on this machine that has it where GitHub would. */
class K6InstallerTest {

    private static final String TAR = "k6-v2.2.0-linux-amd64.tar.gz";
    private static final String ZIP = "k6-v2.2.0-macos-arm64.zip";

    @TempDir
    Path folder;

    private final List<String> asked = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();
    private final Map<String, Path> files = new ConcurrentHashMap<>();
    private HttpServer server;
    private String loginHeader = "Authorization";
    private String wanted;
    private Path state;
    private DownloadRoute route = DownloadRoute.DIRECT;

    @BeforeEach
    void start() throws IOException {
        state = folder.resolve("state");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(Ports.LOOPBACK), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            String login = exchange.getRequestHeaders().getFirst(loginHeader);
            if (wanted != null && !wanted.equals(login)) {
                boolean proxy = loginHeader.startsWith("Proxy");
                exchange.getResponseHeaders()
                        .add(proxy ? "Proxy-Authenticate" : "WWW-Authenticate", "Basic realm=\"k6\"");
                exchange.sendResponseHeaders(proxy ? 407 : 401, -1);
                exchange.close();
                return;
            }
            if (path.startsWith("/moved/")) {
                exchange.getResponseHeaders().add("Location", url() + path.substring("/moved".length()));
                exchange.sendResponseHeaders(302, -1);
            } else if (files.containsKey(path)) {
                exchange.sendResponseHeaders(200, 0);
                Files.copy(files.get(path), exchange.getResponseBody());
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://" + Ports.LOOPBACK + ":" + server.getAddress().getPort();
    }

    private Path installed() {
        return state.resolve("tools/k6-2.2.0").resolve(K6Release.program());
    }

    private String install(String base, String sha256, String archive) throws Exception {
        K6Installer installer = new K6Installer(state, base, sha256, route);
        return archive.endsWith(".zip")
                ? installer.install("Mac OS X", "aarch64", progress::add)
                : installer.install("Linux", "amd64", progress::add);
    }

    /** The real k6, which must be the one that is pinned. */
    private static Path k6() throws DriverException {
        Path k6 = Loads.k6();
        assumeTrue(
                K6.at(k6).version().equals(K6Release.VERSION),
                "not run: the k6 on the PATH is not the version that is installed, " + K6Release.VERSION);
        return k6;
    }

    private Path script(String name, String answer) throws IOException {
        assumeFalse(Executables.onWindows(), "not run: the k6 of this test is a shell script");
        Path k6 = Files.writeString(
                Files.createDirectories(folder.resolve(name)).resolve("k6"), "#!/bin/sh\necho '" + answer + "'\n");
        assertThat(k6.toFile().setExecutable(true)).isTrue();
        return k6;
    }

    /** Puts an archive on the server as k6's own are made, and returns its checksum. */
    private String publish(String archive, Path k6) throws Exception {
        return publish(archive, k6, "ustar");
    }

    private String publish(String archive, Path k6, String format) throws Exception {
        String top = archive.replaceFirst("\\.(zip|tar\\.gz)$", "");
        Path content = Files.createDirectories(folder.resolve("content").resolve(top));
        Files.copy(k6, content.resolve(k6.getFileName()));
        Files.writeString(content.resolve("README.md"), "k6".repeat(700));
        Path file = folder.resolve(archive);
        if (archive.endsWith(".zip")) {
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
                zip.putNextEntry(new ZipEntry(top + "/"));
                zip.putNextEntry(new ZipEntry(top + "/" + k6.getFileName()));
                Files.copy(k6, zip);
            }
        } else {
            assumeTrue(Executables.find("tar").isPresent(), "not run: there is no tar on the PATH");
            Process tar = new ProcessBuilder(
                            "tar", "--format=" + format, "-czf", file.toString(), top + "/README.md", top)
                    .directory(folder.resolve("content").toFile())
                    .inheritIO()
                    .start();
            assertThat(tar.waitFor(60, TimeUnit.SECONDS) && tar.exitValue() == 0)
                    .isTrue();
        }
        files.put("/v2.2.0/" + archive, file);
        return sha256(file);
    }

    private static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void nothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.walk(folder.resolve("state"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void theRealOneIsInstalledFoundAndFetchedOnce() throws Exception {
        String sha256 = publish(TAR, k6());

        assertThat(install(url(), sha256, TAR)).isEqualTo("k6 2.2.0 is installed: " + installed());
        assertThat(install(url(), sha256, TAR)).isEqualTo("k6 2.2.0 is there already: " + installed());

        assertThat(asked).containsExactly("/v2.2.0/" + TAR);
        assertThat(progress).containsExactly("fetching " + url() + "/v2.2.0/" + TAR);
        assertThat(installed()).hasSameBinaryContentAs(k6());
        try (Stream<Path> left = Files.list(installed().getParent())) {
            assertThat(left).containsExactly(installed());
        }
        assertThat(K6.find(installed().toString(), null).version()).isEqualTo("2.2.0");
    }

    @Test
    void aZipIsUnpackedToo() throws Exception {
        String sha256 = publish(ZIP, k6());
        // By way of another place, as GitHub's releases are.
        install(url() + "/moved/", sha256.toUpperCase(Locale.ROOT), ZIP);

        assertThat(asked).containsExactly("/moved/v2.2.0/" + ZIP, "/v2.2.0/" + ZIP);
        assertThat(installed()).hasSameBinaryContentAs(k6()).isExecutable();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ustar", "gnu", "pax", "v7"})
    void tarsOfAllKindsAreRead(String format) throws Exception {
        Path k6 = script("any", "k6 v2.2.0 (go1.26.8, linux/amd64)");
        install(url(), publish(TAR, k6, format), TAR);
        assertThat(installed()).hasSameBinaryContentAs(k6);
    }

    @Test
    void aWrongChecksumInstallsNothing() throws Exception {
        Path k6 = script("any", "k6 v2.2.0 (go1.26.8, linux/amd64)");
        String found = publish(TAR, k6);

        assertThatThrownBy(() -> install(url(), null, TAR))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining(
                        "its SHA-256 is " + found
                                + ", not b5a8003c86f35f5cd5ceef1490312c48e587696c94d998cefc6d7b3b4cb1597d; nothing was installed");
        nothingIsLeft();
    }

    @Test
    void withoutAChecksumNothingIsFetched() {
        K6Installer installer = new K6Installer(state, url(), null, route);
        assertThatThrownBy(() -> installer.install("FreeBSD", "amd64", progress::add))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("no checksum of k6-v2.2.0-freebsd-amd64.zip is known")
                .hasMessageContaining("-Dchaos.k6.sha256=");
        assertThatThrownBy(() -> install(url(), "abc", TAR)).hasMessageContaining("64 hexadecimal digits");
        assertThat(asked).isEmpty();
    }

    @Test
    void whatIsNotThereIsTold() throws Exception {
        assertThatThrownBy(() -> install(url(), null, TAR))
                .isInstanceOf(DriverException.class)
                .hasMessage(url() + "/v2.2.0/" + TAR + " answered 404: it is not there; see that -Dchaos.k6.baseUrl"
                        + " says where the releases of k6 are, or install k6 by hand");
        nothingIsLeft();
    }

    @Test
    void noNetworkIsTold() throws Exception {
        server.stop(0);
        assertThatThrownBy(() -> install(url(), null, TAR))
                .isInstanceOf(DriverException.class)
                .hasMessageStartingWith(url() + "/v2.2.0/" + TAR + " cannot be reached (ConnectException); see that");
        nothingIsLeft();
    }

    @Test
    void aPlaceWithAPasswordIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> install("https://me:secret@mirror/k6", null, TAR))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("without user and password")
                .hasMessageNotContaining("secret");
        assertThat(progress).isEmpty();
    }

    @Test
    void anArchiveWithSomethingElseInItInstallsNothing() throws Exception {
        String old = publish(TAR, script("old", "k6 v2.1.0 (go1.26.8, linux/amd64)"));
        assertThatThrownBy(() -> install(url(), old, TAR))
                .hasMessageContaining("says that it is version 2.1.0, not 2.2.0; nothing was installed");
        nothingIsLeft();

        String empty = publish(ZIP, Files.writeString(folder.resolve("k7"), "x"));
        assertThatThrownBy(() -> install(url(), empty, ZIP)).hasMessage("there is no k6 in " + ZIP);

        Path text = Files.writeString(folder.resolve("text"), "<html>a page of a proxy</html>");
        files.put("/v2.2.0/" + TAR, text);
        assertThatThrownBy(() -> install(url(), sha256(text), TAR))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("k6 cannot be put at " + installed())
                .hasMessageContaining("GZIP");
        nothingIsLeft();
    }

    @Test
    void whatWasInstalledAndDoesNotRunIsReplaced() throws Exception {
        Path k6 = script("any", "k6 v2.2.0 (go1.26.8, linux/amd64)");
        Files.createDirectories(installed().getParent());
        Files.writeString(installed(), "half a k6");
        assertThat(installed().toFile().setExecutable(true)).isTrue();

        install(url(), publish(TAR, k6), TAR);

        assertThat(installed()).hasSameBinaryContentAs(k6);
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, k6-v2.2.0-linux-amd64.tar.gz",
        "Linux, aarch64, k6-v2.2.0-linux-arm64.tar.gz",
        "Mac OS X, x86_64, k6-v2.2.0-macos-amd64.zip",
        "Mac OS X, aarch64, k6-v2.2.0-macos-arm64.zip",
        "Windows 11, amd64, k6-v2.2.0-windows-amd64.zip"
    })
    void eachPlatformHasItsArchiveAndChecksum(String os, String processor, String archive) {
        assertThat(K6Release.archive(os, processor)).isEqualTo(archive);
        assertThat(K6Release.sha256(archive)).get().asString().matches("[0-9a-f]{64}");
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    /** The server is the proxy here, and is asked for an address that nobody else knows. */
    @ParameterizedTest
    @CsvSource({"false, right", "true, right", "true, wrong"})
    void aProxyIsAskedWithItsLogin(boolean withLogin, String password) throws Exception {
        String sha256 = publish(TAR, k6());
        route = new DownloadRoute(
                false,
                new DownloadRoute.Proxy(
                        Ports.LOOPBACK,
                        server.getAddress().getPort(),
                        withLogin ? new DownloadRoute.Login("user", password) : null),
                null);
        loginHeader = "Proxy-Authorization";
        wanted = withLogin ? basic("user", "right") : null;

        if (password.equals("right")) {
            assertThat(install("http://k6.invalid", sha256, TAR)).contains("is installed");
        } else {
            assertThatThrownBy(() -> install("http://k6.invalid", sha256, TAR))
                    .hasMessageContaining(
                            "by the proxy 127.0.0.1:" + server.getAddress().getPort())
                    .hasMessageNotContaining("wrong");
        }
        assertThat(asked).contains("/v2.2.0/" + TAR);
    }

    @Test
    void aMirrorIsAskedWithItsLogin() throws Exception {
        String sha256 = publish(TAR, k6());
        wanted = basic("user", "secret");

        assertThatThrownBy(() -> install(url(), sha256, TAR))
                .hasMessageContaining("answered 401: it wants a login")
                .hasMessageContaining("<mirror>");

        route = new DownloadRoute(false, null, new DownloadRoute.Login("user", "secret"));
        assertThat(install(url(), sha256, TAR)).contains("is installed");
    }

    @Test
    void offlineNothingIsFetchedAndWhatIsThereIsFound() throws Exception {
        String sha256 = publish(TAR, k6());
        route = new DownloadRoute(true, null, null);

        assertThatThrownBy(() -> install(url(), sha256, TAR)).hasMessageContaining("Maven is offline (-o)");
        nothingIsLeft();
        assertThat(asked).isEmpty();

        route = DownloadRoute.DIRECT;
        install(url(), sha256, TAR);
        route = new DownloadRoute(true, null, null);
        assertThat(install(url(), sha256, TAR)).contains("is there already");
    }
}
