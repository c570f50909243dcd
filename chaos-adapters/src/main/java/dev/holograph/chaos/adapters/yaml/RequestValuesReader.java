package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.adapters.data.DataFileException;
import dev.holograph.chaos.adapters.data.DataTable;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.NearestName;
import dev.holograph.chaos.scenario.RequestTemplate;
import dev.holograph.chaos.scenario.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code data:} of one load, and checks the values of requests that its texts name. */
final class RequestValuesReader {

    /** A place between braces, or a brace alone. */
    private static final Pattern OPEN = Pattern.compile("\\{([^{}]+)}|[{}]");

    private final Scripts scripts;
    private boolean hasData;
    private boolean usesData;
    private @Nullable DataTable data;
    private @Nullable Set<String> setup;

    RequestValuesReader(Scripts scripts) {
        this.scripts = scripts;
    }

    /** Whether the load names a file, be it right or wrong. */
    boolean hasData() {
        return hasData;
    }

    /** Whether there is a file, and none of the texts that were checked names a column of it. */
    boolean isDataUnused() {
        return data != null && !usesData;
    }

    /** Reads the file too, so that what is wrong with it is known before anything starts. */
    @Nullable String data(@Nullable Item item) {
        hasData = item != null;
        usesData = false;
        data = null;
        String written = item == null ? null : item.shown();
        String file = item == null || written == null ? null : scripts.find(item, written, "file");
        if (item == null || file == null) {
            return null;
        }
        try {
            data = DataTable.read(scripts.root().resolve(file), file);
        } catch (DataFileException e) {
            item.wrong("data: " + e.getMessage(), null);
        }
        return file;
    }

    /** Takes the names of the values of the load's setup. */
    void setup(Set<String> names) {
        setup = new TreeSet<>(names);
    }

    /** Whether each value that a text of a request names can be filled. */
    void check(@Nullable Item item, @Nullable String text, boolean ofHeader) {
        if (item == null || text == null) {
            return;
        }
        checkValues(item, text, ofHeader);
        if (!ofHeader) { // whose braces have been looked at: they are nothing else there
            checkSlips(item, text);
        }
    }

    private void checkValues(Item item, String text, boolean ofHeader) {
        RequestTemplate.mistake(text)
                .ifPresent(
                        mistake -> item.add(
                                Violation.of(at(item, text, mistake.at()), mistake.text() + " is no value of a request")
                                        .withHint(
                                                "write {random.int(1,100)}, or {data.column} or {setup.value} with a name of letters, digits, _ and -")));
        for (RequestTemplate.Value value : RequestTemplate.of(text).values()) {
            Location at = at(item, text, value.at());
            if (value.least() > value.most()) {
                item.add(Violation.of(at, value.least() + " is more than " + value.most())
                        .withHint("write the lesser number first"));
            }
            if (value.kind() == RequestTemplate.Value.Kind.SETUP) {
                checkSetup(item, at, String.valueOf(value.column()));
                continue;
            }
            String column = value.column();
            if (column == null) {
                continue;
            }
            usesData = true;
            if (!hasData) {
                item.add(Violation.of(at, "{data." + column + "} is of no file")
                        .withHint("say which file has the column: data: tests/perf/users.csv, beside rate: or users:"));
            } else if (data != null && !data.columns().contains(column)) {
                item.add(Violation.unknown(at, "column", column, data.columns()));
            } else if (data != null && ofHeader && data.hasLineBreak(column)) {
                item.add(Violation.of(at, "a value of the column '" + column + "' has a line break")
                        .withHint("a header is one line: take another column"));
            }
        }
    }

    /** The same of a path, in which braces are nothing else: a wrong name would be sent as it is, alike in each request. */
    void checkPath(@Nullable Item item, @Nullable String text) {
        if (item == null || text == null) {
            return;
        }
        checkValues(item, text, false);
        if (RequestTemplate.mistake(text).isPresent()) {
            return;
        }
        Matcher open = OPEN.matcher(RequestTemplate.withoutValues(text));
        while (open.find()) {
            Location at = at(item, text, open.start());
            String name = open.group(1);
            if (name == null) {
                item.add(Violation.of(at, "a path has no braces but those around a value, such as {id}")
                        .withHint("write %7B and %7D"));
            } else {
                Violation unknown = Violation.unknown(at, "", name, valueNames());
                item.add(new Violation(at, "nothing fills {" + name + "}", unknown.allowed(), unknown.nearest(), null));
            }
        }
    }

    /**
     * In any other text braces may be its own, as in GraphQL; not those around a value that is written wrong by a letter, in
     * capitals or with brackets: it would be sent as it is, alike in each request.
     */
    private void checkSlips(Item item, String text) {
        Matcher open = OPEN.matcher(RequestTemplate.withoutValues(text));
        while (open.find()) {
            String name = open.group(1);
            if (name != null) {
                String wanted = name.toLowerCase(Locale.ROOT).replace("()", "");
                valueNames().stream()
                        .filter(known -> known.equals(wanted) || NearestName.isSlip(wanted, known))
                        .findFirst()
                        .ifPresent(meant -> item.add(new Violation(
                                at(item, text, open.start()),
                                "nothing fills {" + name + "}",
                                valueNames(),
                                meant,
                                null)));
            }
        }
    }

    private List<String> valueNames() {
        List<String> known = new ArrayList<>(names());
        known.addAll(List.of("id", "random.int(1,100)"));
        return known.stream().sorted().toList();
    }

    private void checkSetup(Item item, Location at, String name) {
        if (setup == null) {
            item.add(Violation.of(at, "{setup." + name + "} is of no setup")
                    .withHint("say which answer has it: setup: { method: POST, path: /login, values: { " + name + ": /"
                            + name + " } }, beside rate: or users:"));
        } else if (!setup.contains(name)) {
            item.add(Violation.unknown(at, "value of setup", name, setup));
        }
    }

    /** Where a character of a text stands; of one over several lines, where it begins. */
    private static Location at(Item item, String text, int column) {
        return text.contains("\n") ? item.at() : item.at().right(column);
    }

    /** What {@code {…}} may be in a header, beside parameters and variables. */
    List<String> names() {
        List<String> names = new ArrayList<>(List.of("seq", "uuid", "now"));
        if (data != null) {
            data.columns().forEach(column -> names.add("data." + column));
        }
        names.addAll(ofSetup());
        return names;
    }

    /** The same in the header of a handshake. */
    List<String> ofSetup() {
        return setup == null
                ? List.of()
                : setup.stream().map(name -> "setup." + name).toList();
    }
}
