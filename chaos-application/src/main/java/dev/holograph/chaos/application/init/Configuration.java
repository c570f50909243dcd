package dev.holograph.chaos.application.init;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Settings of {@code application.properties}, {@code .yaml} and {@code .yml}, and those of a profile above them, from a
 * file or a document of its own. Of YAML it reads plain values in blocks.
 */
final class Configuration {

    private static final Pattern PROPERTY = Pattern.compile("^\\s*([\\w.%\\[\\]-]+)\\s*[=:]\\s*(.*?)\\s*$");
    private static final Pattern YAML = Pattern.compile("^(\\s*)([\\w.%-]+|\"[^\"]+\"):(?:\\s+(.*?))?\\s*$");
    private static final Pattern DEFAULT = Pattern.compile("\\$\\{([\\w.-]+):([^{}]*)}");
    private static final Pattern OPEN = Pattern.compile("\\$\\{([A-Za-z_]\\w*)}");
    private static final String RESOURCES = "src/main/resources/(?:config/)?application";

    private static final String MAIN = RESOURCES + "\\.(?:properties|ya?ml)";

    /** By which Spring Boot says of what profile a document is; the second is of versions before 2.4. */
    private static final List<String> OF_PROFILE = List.of("spring.config.activate.on-profile", "spring.profiles");

    private final Map<String, Setting> settings = new TreeMap<>();

    /** @param from file and line */
    record Setting(String value, String from) {

        /** With the defaults of its placeholders; what has none stays. */
        String resolved() {
            String text = value;
            for (Matcher inner = DEFAULT.matcher(text); inner.find(); inner = DEFAULT.matcher(text)) {
                text = text.substring(0, inner.start()) + inner.group(2) + text.substring(inner.end());
            }
            return text;
        }

        boolean isOpen() {
            return resolved().contains("${");
        }
    }

    private Configuration() {}

    static Configuration of(Sources sources) {
        Configuration read = new Configuration();
        read.add(documents(sources, sources.named(MAIN)), Document::isOfAll);
        return read;
    }

    /** This with what a profile changes. */
    Configuration with(Sources sources, String profile) {
        Configuration both = new Configuration();
        both.settings.putAll(settings);
        both.add(documents(sources, sources.named(MAIN)), document -> document.profiles()
                .contains(profile));
        both.add(
                documents(sources, sources.named(RESOURCES + "-" + Pattern.quote(profile) + "\\.(?:properties|ya?ml)")),
                Document::isOfAll);
        return both;
    }

    /** The profiles that have a file or a document. */
    static List<String> profiles(Sources sources) {
        Stream<String> files = sources.named(RESOURCES + "-[\\w-]+\\.(?:properties|ya?ml)").files().stream()
                .map(file -> String.valueOf(file.getFileName()).replaceFirst("application-([\\w-]+)\\..*", "$1"));
        Stream<String> documents =
                documents(sources, sources.named(MAIN)).stream().flatMap(document -> document.profiles().stream());
        return Stream.concat(files, documents).distinct().toList();
    }

    Optional<Setting> get(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    /** Any of the settings below a key. */
    Optional<Setting> under(String key) {
        return settings.entrySet().stream()
                .filter(one -> one.getKey().startsWith(key + "."))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Variables that settings need and that have no default, with the place of each. */
    Map<String, String> variables() {
        Map<String, String> needed = new TreeMap<>();
        settings.values().forEach(setting -> {
            Matcher open = OPEN.matcher(setting.resolved());
            while (open.find()) {
                needed.putIfAbsent(open.group(1), setting.from());
            }
        });
        needed.keySet().removeIf(name -> !name.matches("[A-Z][A-Z0-9_]*"));
        return needed;
    }

    private void add(List<Document> documents, Predicate<Document> which) {
        documents.stream().filter(which).forEach(document -> settings.putAll(document.settings()));
    }

    /** One of the documents of a file. */
    private record Document(Map<String, Setting> settings) {

        boolean isOfAll() {
            return OF_PROFILE.stream().noneMatch(settings::containsKey);
        }

        /** The plain names; of an expression such as {@code !test} nobody knows what it is meant for. */
        List<String> profiles() {
            return settings.entrySet().stream()
                    .filter(setting -> OF_PROFILE.contains(setting.getKey()))
                    .flatMap(setting -> Stream.of(setting.getValue().value().split("\\s*,\\s*")))
                    .filter(name -> name.matches("[\\w-]+"))
                    .toList();
        }
    }

    private static List<Document> documents(Sources sources, Sources files) {
        List<Document> documents = new ArrayList<>();
        for (Path file : files.files()) {
            if (file.toString().endsWith(".properties")) {
                properties(sources, file, documents);
            } else {
                yaml(sources, file, documents);
            }
        }
        return documents;
    }

    private static void properties(Sources sources, Path file, List<Document> documents) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        List<String> lines = Sources.lines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches("[#!]---\\s*")) {
                documents.add(new Document(settings));
                settings = new LinkedHashMap<>();
                continue;
            }
            Matcher property = PROPERTY.matcher(lines.get(i));
            if (property.matches()) {
                settings.put(property.group(1), new Setting(property.group(2), sources.place(file, i)));
            }
        }
        documents.add(new Document(settings));
    }

    private static void yaml(Sources sources, Path file, List<Document> documents) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        List<String> lines = Sources.lines(file);
        Deque<Map.Entry<Integer, String>> above = new ArrayDeque<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("---")) {
                documents.add(new Document(settings));
                settings = new LinkedHashMap<>();
                above.clear();
                continue;
            }
            Matcher line = YAML.matcher(lines.get(i));
            if (!line.matches()) {
                continue;
            }
            int indent = line.group(1).length();
            while (!above.isEmpty() && above.peek().getKey() >= indent) {
                above.pop();
            }
            String key = line.group(2).replace("\"", "");
            String path = above.isEmpty() ? key : above.peek().getValue() + "." + key;
            above.push(Map.entry(indent, path));
            String value = line.group(3) == null ? "" : line.group(3).replaceFirst("\\s+#.*$", "");
            if (!value.isEmpty() && !value.startsWith("#")) {
                settings.put(path, new Setting(value.replaceFirst("^([\"'])(.*)\\1$", "$2"), sources.place(file, i)));
            }
        }
        documents.add(new Document(settings));
    }
}
