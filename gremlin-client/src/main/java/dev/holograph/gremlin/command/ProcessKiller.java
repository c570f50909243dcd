package dev.holograph.gremlin.command;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Kills processes again and again.
 *
 * @param length whole seconds, at least 1; the agent ends the attack by itself after it
 * @param interval whole seconds between two kills, at least 1
 * @param process a name, a pid or a pattern
 * @param group only processes of this group; {@code null}: of any
 * @param user only processes of this user; {@code null}: of any
 * @param exact whether the name must match as a whole
 * @param fullMatch whether the whole command line is looked at
 * @param children whether their children are killed too
 * @param pick which of several
 */
public record ProcessKiller(
        Duration length,
        Duration interval,
        String process,
        @Nullable String group,
        @Nullable String user,
        boolean exact,
        boolean fullMatch,
        boolean children,
        Pick pick)
        implements Command {

    /** Which of several processes that match. */
    public enum Pick {
        ALL,
        NEWEST,
        OLDEST
    }

    /** All processes of this name. */
    public ProcessKiller(Duration length, Duration interval, String process) {
        this(length, interval, process, null, null, false, false, false, Pick.ALL);
    }

    public ProcessKiller {
        Rules.length(length);
        if (interval.toSeconds() < 1 || interval.getNano() != 0) {
            throw new IllegalArgumentException("interval must be whole seconds, at least 1, not " + interval);
        }
        Rules.text("process", process);
        Rules.textOrNone("group", group);
        Rules.textOrNone("user", user);
    }

    @Override
    public String type() {
        return "process_killer";
    }

    @Override
    public String infraType() {
        return "Process_Killer";
    }

    @Override
    public List<String> arguments() {
        return Arguments.lasting(length)
                .add("-i", interval.toSeconds())
                .add("-p", process)
                .addIfSet("-g", group)
                .addIfSet("-u", user)
                .flag("-e", exact)
                .flag("-f", fullMatch)
                .flag("-c", children)
                .flag("-n", pick == Pick.NEWEST)
                .flag("-o", pick == Pick.OLDEST)
                .toList();
    }
}
