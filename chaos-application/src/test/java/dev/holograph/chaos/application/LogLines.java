package dev.holograph.chaos.application;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A log that a test can read. */
final class LogLines implements Log {

    final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void info(String content) {
        lines.add("INFO " + content);
    }

    @Override
    public void warn(String content) {
        lines.add("WARN " + content);
    }

    @Override
    public void error(String content) {
        lines.add("ERROR " + content);
    }
}
