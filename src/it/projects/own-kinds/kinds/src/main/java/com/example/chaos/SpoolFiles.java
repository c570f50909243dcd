package com.example.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of a spool, without its lock. */
final class SpoolFiles {

    private SpoolFiles() {}

    static List<Path> of(Path spool) throws IOException {
        try (Stream<Path> files = Files.list(spool)) {
            return files.filter(file -> !file.endsWith(SpoolTarget.LOCK)).toList();
        }
    }
}
