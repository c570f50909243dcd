package dev.holograph.chaos.application;

import com.sun.net.httpserver.HttpServer;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.report.ReportContext;
import dev.holograph.chaos.report.RunReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A project with two short scenarios against a server of its own: each phase takes a second. */
final class SmallProject implements AutoCloseable {

    private final HttpServer web;
    private final RunFolders folders;
    private final ProviderRegistry tools;
    private final Path history;

    SmallProject(Path root) throws IOException {
        this(root, "error_rate < 5% in every 1s");
    }

    SmallProject(Path root, String slo) throws IOException {
        this(root, slo, "", (variable, server) -> Optional.empty(), null);
    }

    /**
     * @param messages of the environment, as YAML; empty: none
     * @param history {@code null}: none is kept
     */
    SmallProject(Path root, String slo, String messages, Credentials credentials, Path history) throws IOException {
        tools = new ProviderRegistry(Map.of(), credentials);
        this.history = history;
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        web.start();
        Files.createDirectories(root.resolve("scenarios"));
        Files.createDirectories(root.resolve("environments"));
        for (String name : List.of("one", "two")) {
            Files.writeString(root.resolve("scenarios/" + name + ".yaml"), """
                    load: { http: { target: web, path: / }, rate: 400/s }
                    duration: { warmup: 1s, baseline: 1s, fault: 1s, recovery: 1s }
                    recovery: { over: 1s, stable: 1s }
                    fault: { type: latency, target: web, delay: 20ms }
                    steadyState: [error_rate < 1%% in every 1s]
                    slo: [%s]
                    """.formatted(slo));
        }
        Files.writeString(
                root.resolve("environments/local.yaml"),
                """
                targets: { web: { url: http://127.0.0.1:%d, through: proxy } }
                drivers: { latency: proxy }
                """.formatted(web.getAddress().getPort()) + messages);
        folders = WebProject.folders(root);
    }

    private Path root() {
        return folders.workspace().root();
    }

    RunFolders folders() {
        return folders;
    }

    Reports reports(LogLines log, boolean html) {
        return reports(log, Map.of("chaos.html", "" + html));
    }

    Reports reports(LogLines log, Map<String, String> settings) {
        Workspace workspace = folders.workspace();
        List<RunReport> all = ProviderRegistry.reports(
                        new ReportContext(workspace.root(), workspace.output(), folders.report(), settings, log::warn))
                .get();
        return new Reports(folders, history, 5, all, log);
    }

    /** Both of them, as the goal runs them. */
    List<Summary.Entry> run(LogLines log) throws Exception {
        return run(log, true);
    }

    /** @param html whether ChaosReport.html is wanted */
    List<Summary.Entry> run(LogLines log, boolean html) throws Exception {
        BuildNews build = new BuildNews();
        List<Summary.Entry> entries = run(log, html, build);
        build.send();
        return entries;
    }

    /** As one of several executions of a build. */
    List<Summary.Entry> run(LogLines log, boolean html, BuildNews build) throws Exception {
        Reports reports = reports(log, html);
        List<Plan> plans = plans();
        ExecutionNews news = new ExecutionNews(
                build,
                tools.messages(plans.get(0).environment()).get(),
                new MessageSender(tools.messageContext(), log),
                reports,
                folders.workspace().root(),
                "local",
                variable -> null,
                Clock.systemUTC(),
                log);
        try (Termination termination = new Termination()) {
            Runs runs = new Runs(
                    tools,
                    reports,
                    new BuildOutcome(true),
                    coordinates -> root().resolve(coordinates),
                    List.of(),
                    termination,
                    news::ended,
                    log);
            return news.after(() -> runs.all(plans, false), termination::hasBegun);
        }
    }

    private List<Plan> plans() throws Exception {
        return Mistakes.orFail(WebProject.preparation(folders, tools, new Selection(List.of(), List.of()))
                .plans());
    }

    @Override
    public void close() {
        web.stop(0);
    }
}
