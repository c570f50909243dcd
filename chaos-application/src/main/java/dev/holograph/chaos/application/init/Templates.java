package dev.holograph.chaos.application.init;

import com.github.mustachejava.DefaultMustacheFactory;
import java.io.StringWriter;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes files of what was found. Texts of the project stand in quotes in them. */
final class Templates {

    private static final String FOLDER = "dev/holograph/chaos/application/init/";

    private Templates() {}

    /** @param schemas folder of the JSON Schemas, relative to the file */
    static String environment(FoundSystem found, String schemas) {
        return fill("environment", values(found, schemas));
    }

    static String scenario(FoundSystem found, String schemas) {
        return fill("scenario", values(found, schemas));
    }

    /** @param version of the plugin */
    static String plugin(String version) {
        return fill("plugin", Map.of("version", version));
    }

    private static Map<String, Object> values(FoundSystem found, String schemas) {
        Map<String, Object> values = new HashMap<>();
        values.put("schemas", schemas);
        values.put("name", found.name);
        if (!found.command.isEmpty()) {
            values.put(
                    "command",
                    String.join(
                            ", ", found.command.stream().map(Templates::quoted).toList()));
        }
        putQuoted(values, "ready", found.ready);
        putQuoted(values, "url", found.url);
        putQuoted(values, "script", found.script);
        putQuoted(values, "path", found.path);
        putQuoted(values, "database", found.database == null ? null : "tcp://" + found.database);
        if (found.port != null) {
            values.put("port", found.port);
        }
        values.put("variables", !found.environment.isEmpty());
        List<Map<String, String>> environment = found.environment.entrySet().stream()
                .map(entry -> Map.of("key", entry.getKey(), "value", quoted(entry.getValue())))
                .toList();
        values.put("environment", environment);
        boolean scripted = found.script != null;
        values.put("latency", scripted ? "http_req_duration" : "latency");
        values.put("errors", scripted ? "fraction(http_req_failed)" : "error_rate");
        return values;
    }

    private static void putQuoted(
            Map<String, Object> values, String key, @org.jspecify.annotations.Nullable String text) {
        if (text != null) {
            values.put(key, quoted(text));
        }
    }

    /** A YAML text that is nothing but itself. */
    static String quoted(String text) {
        return text.matches("[A-Za-z][\\w./-]*|-[a-z]+") && !text.matches("(?i)null|true|false|~")
                ? text
                : "'" + text.replace("'", "''") + "'";
    }

    private static String fill(String template, Map<String, Object> values) {
        DefaultMustacheFactory factory = new DefaultMustacheFactory();
        Writer filled = factory.compile(FOLDER + template + ".mustache").execute(new StringWriter(), values);
        return filled.toString();
    }
}
