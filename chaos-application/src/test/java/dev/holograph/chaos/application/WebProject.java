package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.yaml.PhaseOverrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A project whose web server is a process that runs start: it answers 204, and 503 once {@code /break} was called. */
final class WebProject {

    private static final String SERVER = """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;
            import java.util.concurrent.Executors;

            class Web {
                static volatile int status = 204;

                public static void main(String[] args) throws Exception {
                    HttpServer web = HttpServer.create(
                            new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 100);
                    web.createContext("/", exchange -> {
                        if (exchange.getRequestURI().getPath().equals("/break")) {
                            status = 503;
                        }
                        exchange.sendResponseHeaders(status, -1);
                        exchange.close();
                    });
                    web.setExecutor(Executors.newFixedThreadPool(8));
                    web.start();
                }
            }
            """;

    private final RunFolders folders;

    WebProject(Path root) throws IOException {
        folders = folders(root);
        file("Web.java", SERVER);
        file("environments/local.yaml", """
                services:
                  web:
                    command: ["%s", Web.java, "{port}"]
                    ready: "http://{address}/"
                    readyWithin: 60s
                targets: { web: { service: web, through: proxy } }
                drivers: { latency: proxy, pod-kill: process }
                """.formatted(Path.of(System.getProperty("java.home"), "bin", "java")));
    }

    /** Where a project keeps its files, as the plugin has it by default. */
    static RunFolders folders(Path root) {
        return new RunFolders(
                new Workspace(
                        root,
                        root.resolve("scenarios"),
                        root.resolve("environments"),
                        root.resolve("target/chaos"),
                        Map.of()),
                root.resolve("state"),
                root.resolve("Report.md"));
    }

    RunFolders folders() {
        return folders;
    }

    void file(String name, String text) throws IOException {
        Path file = folders.workspace().root().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    Preparation preparation(ProviderRegistry tools, Selection selection) {
        return preparation(folders, tools, selection);
    }

    /** In the environment {@code local}, with the built-in engine and always the same seed. */
    static Preparation preparation(RunFolders folders, ProviderRegistry tools, Selection selection) {
        return new Preparation(folders.workspace(), tools, selection, "local", PhaseOverrides.NONE, 7L, "embedded");
    }
}
