package dev.holograph.chaos.application.init;

import java.util.Optional;
import java.util.regex.Pattern;

/** A k6 script, for a system that runs already. */
final class LoadScript {

    private LoadScript() {}

    /** @param name of the project */
    static Optional<FoundSystem> in(String name, Sources sources) {
        Optional<Sources.Hit> k6 = sources.named(".*\\.[jt]s").first("from ['\"]k6(?:/http)?['\"]");
        if (k6.isEmpty()) {
            return Optional.empty();
        }
        Sources script = sources.named(Pattern.quote(sources.shown(k6.get().file())));
        FoundSystem found = new FoundSystem(name);
        found.script = sources.shown(k6.get().file());
        found.guess("load", found.script, k6.get().from() + " imports k6");
        Optional<Sources.Hit> local = script.first("(http://(?:localhost|127\\.0\\.0\\.1)(?::\\d{1,5})?)(?![\\w.:-])");
        found.url =
                local.map(hit -> hit.group(1).replace("localhost", "127.0.0.1")).orElse("http://127.0.0.1:8080");
        if (local.isPresent()) {
            found.guess("target", found.url, local.get().from());
        } else {
            found.toCheck.add("`url: " + found.url + "` of the target: the script names no address on this machine");
        }
        if (script.first("CHAOS_URL").isEmpty()) {
            found.toCheck.add("the script must send its requests to `__ENV.CHAOS_URL`, or they go past the fault"
                    + " and the run is NOT PROVEN"
                    + local.map(hit -> ": change " + hit.from()).orElse(""));
        }
        if (script.first("CHAOS_LOAD_MS").isEmpty()) {
            found.toCheck.add("the script must last at least 55 s: take its length from `__ENV.CHAOS_LOAD_MS`");
        }
        found.toCheck.add("the run does not start the system: it must answer at " + found.url);
        return Optional.of(found);
    }
}
