package dev.holograph.chaos.application.init;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A main class that listens, without a framework. */
final class PlainServer {

    private static final String LISTENS =
            "HttpServer\\.create|new ServerSocket\\(|createHttpServer\\(|Javalin\\.create|Undertow\\.builder|new Server\\(";

    private PlainServer() {}

    static Optional<FoundSystem> in(ProjectModule module, Sources sources) {
        Sources java = sources.named("src/main/java/.*\\.java");
        Optional<Sources.Hit> server = java.first(LISTENS);
        Optional<Sources.Hit> main = java.all("void main\\(").stream()
                .filter(hit -> server.isEmpty() || server.get().file().equals(hit.file()))
                .findFirst()
                .or(() -> java.first("void main\\("));
        if (server.isEmpty() || main.isEmpty()) {
            return Optional.empty();
        }
        FoundSystem found = new FoundSystem(module.name());
        found.guess("application", "a main class that listens", server.get().from());
        List<String> command = new ArrayList<>(List.of("java"));
        List<String> arguments = new ArrayList<>();
        port(found, java, command, arguments);
        if (module.mainClass() != null) {
            command.addAll(List.of("-jar", module.relative(module.jar())));
            found.guess("command", "java -jar " + module.relative(module.jar()), "the POM names the jar's main class");
        } else {
            command.addAll(List.of("-cp", classPath(found, module), className(main.get())));
            found.guess(
                    "command", "java -cp … " + className(main.get()), main.get().from());
        }
        command.addAll(arguments);
        found.command = List.copyOf(command);
        java.all("(?:createContext|\\.get)\\(\\s*\"(/[\\w./~-]*)\"").stream()
                .findFirst()
                .ifPresentOrElse(
                        page -> {
                            found.path = page.group(1);
                            found.guess("request", "GET " + found.path, page.from());
                        },
                        () -> found.toCheck.add("`path: /` of the load: no file names a page"));
        return Optional.of(found);
    }

    private static String classPath(FoundSystem found, ProjectModule module) {
        String classes = module.relative(module.classes());
        if (module.dependencies().isEmpty()) {
            return classes;
        }
        found.toCheck.add("the class path has target/dependency/*: `mvn dependency:copy-dependencies` fills it");
        return classes + File.pathSeparator + "target/dependency/*";
    }

    private static String className(Sources.Hit main) {
        String simple = String.valueOf(main.file().getFileName()).replace(".java", "");
        return Sources.lines(main.file()).stream()
                .filter(line -> line.matches("\\s*package [\\w.]+;.*"))
                .map(line -> line.replaceFirst("\\s*package ([\\w.]+);.*", "$1.") + simple)
                .findFirst()
                .orElse(simple);
    }

    private static void port(FoundSystem found, Sources java, List<String> command, List<String> arguments) {
        Optional<Sources.Hit> variable =
                java.first("getenv\\(\\)?\\s*(?:\\.getOrDefault\\(|\\.get\\()?\\s*\"(\\w*PORT)\"");
        Optional<Sources.Hit> property = java.first("(?:getProperty|getInteger)\\(\\s*\"([\\w.]*[pP]ort)\"");
        Optional<Sources.Hit> argument = java.first("parseInt\\(\\s*args\\[0]");
        Optional<Sources.Hit> fixed = java.first(
                "(?:InetSocketAddress\\((?:\"[^\"]*\",\\s*)?|ServerSocket\\(|listen\\(|start\\(|[pP]ort\\s*=\\s*)(\\d{4,5})\\b");
        if (variable.isPresent()) {
            found.environment.put(variable.get().group(1), "{port}");
            found.guess(
                    "port",
                    "any free one, by " + variable.get().group(1),
                    variable.get().from());
        } else if (property.isPresent()) {
            command.add("-D" + property.get().group(1) + "={port}");
            found.guess(
                    "port",
                    "any free one, by -D" + property.get().group(1),
                    property.get().from());
        } else if (argument.isPresent()) {
            arguments.add("{port}");
            found.guess(
                    "port",
                    "any free one, as the first argument",
                    argument.get().from());
        } else if (fixed.isPresent()) {
            found.port = fixed.get().group(1);
            found.guess("port", found.port, fixed.get().from());
        } else {
            found.port = "8080";
            found.toCheck.add("`port: 8080` of the service: no file names its port");
        }
    }
}
