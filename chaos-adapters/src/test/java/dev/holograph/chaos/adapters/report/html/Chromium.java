package dev.holograph.chaos.adapters.report.html;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The machine's Chromium or Chrome, without a window and without a net. Tests are skipped where there is none. */
public final class Chromium implements AutoCloseable {

    private static final String AXE = "/axe.min.js";

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** A browser of its own. */
    public static Chromium start() {
        Optional<Path> browser = onPath("chromium", "google-chrome", "chromium-browser");
        Optional<Path> chromedriver = onPath("chromedriver");
        assumeTrue(
                browser.isPresent() && chromedriver.isPresent(),
                "no chromium with its chromedriver on the PATH: skipped");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // tests run as root in containers, and all pages are our own
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--hide-scrollbars",
                "--force-device-scale-factor=1",
                "--disable-background-networking",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        // With the path of the driver Selenium Manager, which downloads and counts, is never asked.
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.orElseThrow().toFile())
                .usingAnyFreePort()
                .withEnvironment(Map.of("SE_AVOID_STATS", "true", "SE_OFFLINE", "true"))
                .withTimeout(Duration.ofSeconds(60))
                .build();
        return new Chromium(new ChromeDriver(service, options));
    }

    private static Optional<Path> onPath(String... names) {
        List<String> folders = Arrays.asList(System.getenv("PATH").split(File.pathSeparator));
        return Arrays.stream(names)
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Shows a file as a screen of this size would. */
    public Chromium open(Path file, int width, boolean dark, boolean scripts) {
        command("Emulation.setScriptExecutionDisabled", Map.of("value", !scripts));
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
        command(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        driver.get(file.toUri().toString());
        return this;
    }

    private void command(String name, Map<String, Object> parameters) {
        driver.executeCdpCommand(name, parameters);
    }

    /** Runs a script in the page, as a tool of the browser: the page's own policy does not matter. */
    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    public ChromeDriver driver() {
        return driver;
    }

    /** What stands in the console since it was last asked. */
    public List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
    }

    /** How much wider the page is than the screen, in pixels. */
    public long overflow() {
        return (Long) run("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    /** What axe-core objects to, with the elements in question. */
    @SuppressWarnings("unchecked")
    public List<String> accessibilityViolations() {
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(120));
        driver.executeScript(axe());
        return (List<String>) driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "axe.run(document, {resultTypes: ['violations']}).then(found => done(found.violations.map("
                + "v => v.id + ': ' + v.help + ' ' + v.nodes.slice(0, 4).map(n => n.html.slice(0, 160)"
                + " + ' ' + n.failureSummary).join(' | '))), error => done([String(error)]))");
    }

    private static String axe() {
        try (InputStream in = Chromium.class.getResourceAsStream(AXE)) {
            if (in == null) {
                throw new IllegalStateException(AXE + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A picture of the whole page. */
    public void picture(Path file, int width) throws IOException {
        long height = Math.min(12_000, (Long) run("return document.documentElement.scrollHeight"));
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
