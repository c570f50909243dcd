package dev.holograph.chaos.application.init;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files of a project that a person has written, read line by line. */
final class Sources {

    private static final Set<String> MADE = Set.of("target", "build", "node_modules", "dist", "out");
    private static final int DEEPEST = 16;
    private static final int MOST_FILES = 20_000;
    private static final long LONGEST = 1_000_000;

    private final Path top;
    private final Path root;
    private final List<Path> files;

    private Sources(Path top, Path root, List<Path> files) {
        this.top = top;
        this.root = root;
        this.files = files;
    }

    /**
     * A line that matches.
     *
     * @param from file and line, relative to where the person stands
     */
    record Hit(Path file, int line, Matcher match, String from) {

        /** Empty where the line has no such part. */
        String group(int number) {
            return Objects.requireNonNullElse(match.group(number), "");
        }
    }

    /**
     * All files below a folder, but for hidden ones and those that tools make; sorted.
     *
     * @param top where the person stands: places are shown relative to it
     */
    static Sources below(Path top, Path root) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), DEEPEST, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = String.valueOf(folder.getFileName());
                return folder.equals(root) || !(name.startsWith(".") || MADE.contains(name))
                        ? FileVisitResult.CONTINUE
                        : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && attributes.size() <= LONGEST) {
                    found.add(file);
                }
                return found.size() < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException cannotBeRead) {
                return FileVisitResult.CONTINUE;
            }
        });
        return new Sources(top, root, found.stream().sorted().toList());
    }

    /** Files whose path below the root, with slashes, matches. */
    Sources named(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return new Sources(
                top,
                root,
                files.stream()
                        .filter(file -> pattern.matcher(shown(file)).matches())
                        .toList());
    }

    List<Path> files() {
        return files;
    }

    /** The first line that matches in any of them. */
    Optional<Hit> first(String regex) {
        return all(regex).stream().findFirst();
    }

    List<Hit> all(String regex) {
        Pattern pattern = Pattern.compile(regex);
        List<Hit> hits = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                Matcher matcher = pattern.matcher(lines.get(i));
                if (matcher.find()) {
                    hits.add(new Hit(file, i + 1, matcher, place(file, i)));
                }
            }
        }
        return hits;
    }

    /** @param index of a line, from 0 */
    String place(Path file, int index) {
        return top.relativize(file).toString().replace('\\', '/') + ":" + (index + 1);
    }

    /** Below the folder. */
    String shown(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /** Bytes that are no UTF-8 are no reason to fail: they match nothing. */
    static List<String> lines(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
