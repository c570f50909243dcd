package dev.holograph.chaos.application.init;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Applications of Spring Boot and of Quarkus. */
final class Frameworks {

    private static final Pattern LOCAL_DATABASE =
            Pattern.compile("jdbc:(\\w+)://(localhost|127\\.0\\.0\\.1)(?::(\\d+))?/([^?;]*)(.*)");
    private static final Pattern SECRET = Pattern.compile("(?i)passw|secret|token");

    /** Without a variable in its path; its path is missing where it is that of the class. */
    private static final String GET_MAPPING =
            "@GetMapping(?:\\s*$|\\(\\s*\\)|\\(\\s*(?:(?:value|path)\\s*=\\s*)?\"(/?[^\"{}*]*)\")";

    private static final String CODE = "src/main/(?:java|kotlin)/.*\\.(?:java|kt)";

    private Frameworks() {}

    static Optional<FoundSystem> springBoot(ProjectModule module, Sources sources) {
        if (!module.plugins().contains("org.springframework.boot:spring-boot-maven-plugin")
                || module.dependencies().stream()
                        .noneMatch(one -> one.startsWith("org.springframework.boot:spring-boot-starter-web"))) {
            return Optional.empty();
        }
        FoundSystem found = new FoundSystem(module.name());
        found.guess("application", "Spring Boot", "the POM has spring-boot-maven-plugin and a web starter");
        jar(found, module.relative(module.jar()), "the POM's final name");
        Configuration settings = Configuration.of(sources);
        String profile = chosenProfile(settings, sources, "spring.datasource.url");
        if (profile != null) {
            settings = settings.with(sources, profile);
            found.environment.put("SPRING_PROFILES_ACTIVE", profile);
            found.guess("profile", profile, "the only one that names a database on this machine");
        }
        port(found, settings, "SERVER_PORT", "server.port", "8080");
        settings.under("server.ssl").ifPresent(ssl -> {
            found.environment.put("SERVER_SSL_ENABLED", "false");
            found.guess("TLS", "off for the run, by SERVER_SSL_ENABLED", ssl.from());
        });
        String base = settings.get("server.servlet.context-path")
                .map(Configuration.Setting::resolved)
                .orElse("");
        if (module.dependsOn("org.springframework.boot:spring-boot-starter-actuator")) {
            String management = settings.get("management.endpoints.web.base-path")
                    .map(Configuration.Setting::resolved)
                    .orElse("/actuator");
            if (settings.get("management.server.port").isPresent()) {
                found.toCheck.add("`ready:` is left out, since the actuator has a port of its own ("
                        + settings.get("management.server.port").orElseThrow().from() + ")");
            } else {
                found.path = base + management + "/health";
                found.ready = "http://{address}" + found.path;
                found.guess("ready", found.ready, "the POM has spring-boot-starter-actuator");
            }
        }
        sources.named(CODE)
                .first(GET_MAPPING)
                .ifPresent(page -> path(found, base + prefix(page, "@RequestMapping\\(\\s*\"(/?[^\"{}]*)\""), page));
        database(found, settings, "spring.datasource.url", "SPRING_DATASOURCE_URL");
        variables(found, settings);
        return Optional.of(found);
    }

    static Optional<FoundSystem> quarkus(ProjectModule module, Sources sources) {
        if (module.plugins().stream().noneMatch(one -> one.endsWith(":quarkus-maven-plugin"))) {
            return Optional.empty();
        }
        FoundSystem found = new FoundSystem(module.name());
        found.guess("application", "Quarkus", "the POM has quarkus-maven-plugin");
        jar(
                found,
                module.relative(module.jar().resolveSibling("quarkus-app").resolve("quarkus-run.jar")),
                "Quarkus' default packaging, fast-jar");
        Configuration settings = Configuration.of(sources);
        port(found, settings, "QUARKUS_HTTP_PORT", "quarkus.http.port", "8080");
        if (module.dependsOn("io.quarkus:quarkus-smallrye-health")) {
            found.path = "/q/health/ready";
            found.ready = "http://{address}" + found.path;
            found.guess("ready", found.ready, "the POM has quarkus-smallrye-health");
        }
        sources.named(CODE).first("@Path\\(\"(/?[^\"{}]*)\"\\)").ifPresent(page -> path(found, "", page));
        database(found, settings, "quarkus.datasource.jdbc.url", "QUARKUS_DATASOURCE_JDBC_URL");
        variables(found, settings);
        return Optional.of(found);
    }

    private static void jar(FoundSystem found, String jar, String from) {
        found.command = List.of("java", "-jar", jar);
        found.guess("command", "java -jar " + jar, from);
    }

    private static void port(FoundSystem found, Configuration settings, String variable, String key, String usual) {
        found.environment.put(variable, "{port}");
        found.guess(
                "port",
                "any free one, by " + variable,
                settings.get(key)
                        .map(own -> own.from() + " says " + own.value() + ", which the variable overrides")
                        .orElse("no file says " + key + "; its default is " + usual));
    }

    private static String prefix(Sources.Hit page, String annotation) {
        Pattern pattern = Pattern.compile(annotation);
        return Sources.lines(page.file()).stream()
                .limit(page.line())
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(match -> slashed(match.group(1)))
                .findFirst()
                .orElse("");
    }

    private static String slashed(String path) {
        return path.isEmpty() || path.startsWith("/") ? path : "/" + path;
    }

    private static void path(FoundSystem found, String before, Sources.Hit page) {
        String path = (slashed(before) + slashed(page.group(1))).replaceAll("/{2,}", "/");
        if (path.isEmpty() || path.matches("/[\\w./~-]*")) {
            found.path = path.isEmpty() ? "/" : path;
            found.guess("request", "GET " + found.path, page.from());
        }
    }

    /** The one profile that says where a database on this machine is, where the settings of all do not. */
    private static @Nullable String chosenProfile(Configuration settings, Sources sources, String url) {
        if (settings.get(url).isPresent()
                || settings.get("spring.profiles.active").isPresent()) {
            return settings.get("spring.profiles.active")
                    .map(Configuration.Setting::resolved)
                    .filter(name -> name.matches("[\\w-]+"))
                    .orElse(null);
        }
        var local = Configuration.profiles(sources).stream()
                .filter(profile -> settings.with(sources, profile)
                        .get(url)
                        .filter(found ->
                                LOCAL_DATABASE.matcher(found.resolved()).matches())
                        .isPresent())
                .toList();
        return local.size() == 1 ? local.get(0) : null;
    }

    private static void database(FoundSystem found, Configuration settings, String key, String variable) {
        Optional<Configuration.Setting> setting = settings.get(key);
        if (setting.isEmpty()) {
            return;
        }
        String from = setting.get().from();
        Matcher url = LOCAL_DATABASE.matcher(setting.get().resolved());
        String port = url.matches() ? port(url) : null;
        if (port == null || setting.get().isOpen()) {
            found.toCheck.add(from + ": the database is left alone, since no file shows that it is on this machine; see"
                    + " docs/guide/environment.md, \"A database that runs already\"");
        } else if (SECRET.matcher(url.group(5)).find()) {
            found.toCheck.add(
                    from + ": the database is left alone, since its URL holds a secret; move it to a variable");
        } else {
            found.database = "127.0.0.1:" + port;
            found.environment.put(
                    variable, "jdbc:" + url.group(1) + "://{database.proxied}/" + url.group(4) + url.group(5));
            found.guess("database", found.database + ", reached through the proxy by " + variable, from);
            found.toCheck.add("the run does not start the database: it must listen at " + found.database
                    + ", and the page that is requested must use it");
        }
    }

    private static @Nullable String port(Matcher url) {
        if (url.group(3) != null) {
            return url.group(3);
        }
        return switch (url.group(1)) {
            case "postgresql" -> "5432";
            case "mysql", "mariadb" -> "3306";
            default -> null;
        };
    }

    /** A service gets none of the build's variables but those that are named. */
    private static void variables(FoundSystem found, Configuration settings) {
        settings.variables().forEach((name, from) -> {
            if (found.environment.putIfAbsent(name, "{env." + name + ":}") == null) {
                found.guess("variable", name + ", passed on from the build", from);
                found.toCheck.add(
                        "set " + name + " before you run, or the application gets an empty text (" + from + ")");
            }
        });
    }
}
