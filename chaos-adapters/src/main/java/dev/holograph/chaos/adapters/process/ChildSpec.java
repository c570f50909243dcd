package dev.holograph.chaos.adapters.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A child process to be started.
 *
 * @param name for messages
 * @param words the program, found on the environment's PATH where it is no path, and its arguments
 * @param environment all variables it gets; see {@link ClosedEnvironment}
 * @param directory where it runs
 * @param log takes what it prints, added to what is there
 */
public record ChildSpec(String name, List<String> words, Map<String, String> environment, Path directory, Path log) {

    public ChildSpec {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("'" + name + "' has no command");
        }
    }
}
