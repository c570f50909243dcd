package dev.holograph.chaos.application.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The program {@code git}, with the credentials that it is set up with on this machine. It fetches into a bare repository
 * without a template, and files are read as objects: no work tree is made, so no filter, hook or submodule has a say.
 */
final class Git {

    private static final long ANSWERS_WITHIN_SECONDS = 120;
    private static final int MOST_WORDS = 400;

    /** An object of a tree: its mode, such as {@code 100644}, and its size in bytes, -1 where it has none. */
    record Entry(String mode, String id, long size, String path) {}

    private final Path repository;

    private Git(Path repository) {
        this.repository = repository;
    }

    /** An empty repository in this empty folder. */
    static Git init(Path folder) throws IOException, InterruptedException, PackException {
        text(folder, List.of("init", "--quiet", "--bare", "--template=", "."));
        return new Git(folder);
    }

    /**
     * The commit that a tag or branch is at now.
     *
     * @throws PackException if there is none of this name, or the repository cannot be reached
     */
    static String commitOf(GitReference reference, Path anywhere)
            throws IOException, InterruptedException, PackException {
        String ref = reference.ref();
        String found = text(
                anywhere,
                List.of(
                        "ls-remote",
                        "--",
                        reference.url(),
                        "refs/tags/" + ref + "^{}",
                        "refs/tags/" + ref,
                        "refs/heads/" + ref));
        // A tag with a message is an object of its own; ^{} is the commit that it is of.
        for (String kind : List.of("refs/tags/" + ref + "^{}", "refs/tags/" + ref, "refs/heads/" + ref)) {
            for (String line : found.split("\n")) {
                String[] parts = line.split("\t");
                if (parts.length == 2 && parts[1].equals(kind)) {
                    return parts[0];
                }
            }
        }
        boolean isShort = ref.matches("[0-9a-f]{4,39}");
        throw new PackException("there is no tag or branch '" + ref + "' in " + reference.url()
                + (isShort ? "; a commit is written with all its 40 digits: git rev-parse " + ref : ""));
    }

    /** Fetches one commit and nothing before it. */
    void fetch(String url, String commit) throws IOException, InterruptedException, PackException {
        text(
                repository,
                List.of("fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--", url, commit));
    }

    /** All files of a commit. */
    List<Entry> entries(String commit) throws IOException, InterruptedException, PackException {
        List<Entry> entries = new ArrayList<>();
        for (String line : text(repository, List.of("ls-tree", "-r", "-l", "-z", "--full-tree", commit))
                .split("\0")) {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                String[] parts = line.substring(0, tab).trim().split(" +");
                long size = parts[3].equals("-") ? -1 : Long.parseLong(parts[3]);
                entries.add(new Entry(parts[0], parts[2], size, line.substring(tab + 1)));
            }
        }
        return entries;
    }

    /** Writes the content of a file, as it is in the repository. */
    void write(Entry entry, Path file) throws IOException, InterruptedException, PackException {
        Process process = start(repository, List.of("cat-file", "blob", entry.id()), null);
        try (InputStream in = process.getInputStream();
                OutputStream out = Files.newOutputStream(file)) {
            in.transferTo(out);
        } finally {
            end(process);
        }
        if (process.exitValue() != 0 || Files.size(file) != entry.size()) {
            throw new PackException("git cannot read '" + entry.path() + "'");
        }
    }

    private static String text(Path folder, List<String> words)
            throws IOException, InterruptedException, PackException {
        Path errors = Files.createTempFile("chaos-git", ".log");
        try {
            Process process = start(folder, words, errors);
            String answer;
            try (InputStream in = process.getInputStream()) {
                answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } finally {
                end(process);
            }
            if (process.exitValue() != 0) {
                String said = withoutLogin(Files.readString(errors).strip().replaceAll("\\s+", " "));
                if (said.isEmpty()) { // it was ended
                    throw new PackException("git " + words.get(0) + " had no answer within " + ANSWERS_WITHIN_SECONDS
                            + " s; see that the URL is right, and that this machine reaches the server");
                }
                throw new PackException("git " + words.get(0) + " failed: "
                        + said.substring(0, Math.min(MOST_WORDS, said.length())) + advice(said));
            }
            return answer;
        } finally {
            Files.deleteIfExists(errors);
        }
    }

    /** A person's configuration of git may put a login into a URL ({@code url.….insteadOf}), and git shows parts of it. */
    static String withoutLogin(String said) {
        return said.replaceAll("(://)[^/\\s'\"]*@", "$1…@");
    }

    /** What a person can do about failures that one meets early; empty: git has said all there is. */
    static String advice(String said) {
        if (said.contains("wrong version number") || said.contains("unexpected TLS packet")) {
            return "; this port speaks no TLS: see that the URL names the right one";
        }
        if (Pattern.compile("certificate|\\bSSL\\b", Pattern.CASE_INSENSITIVE)
                .matcher(said)
                .find()) {
            return "; git does not trust this server: name its authority by http.sslCAInfo in git's configuration";
        }
        if (said.contains("could not read Username")
                || said.contains("could not read Password")
                || said.contains("Authentication failed")) {
            return "; git has no login that this server takes, and nobody is asked: set up a credential helper, or"
                    + " http.extraHeader in git's configuration";
        }
        if (said.contains("Host key verification failed")) {
            return "; ssh does not know this server's key, or knows another, and nobody is asked: see that the key is the"
                    + " server's, and put it into known_hosts";
        }
        if (said.contains("Permission denied (")) {
            return "; the server takes no key that ssh has, and nobody is asked for a passphrase: add one to ssh's agent,"
                    + " or name one in ssh's configuration";
        }
        // By git's protocol, and by servers that give branches and tags alone.
        if (said.contains("not our ref") || said.contains("unadvertised object")) {
            return "; the repository does not have this commit any more, or does not give it: mvn chaos:update pins where"
                    + " the tag or branch is now";
        }
        return "";
    }

    private static Process start(Path folder, List<String> words, @Nullable Path errors)
            throws IOException, PackException {
        List<String> command = new ArrayList<>(List.of(
                "git",
                "-c",
                "core.hooksPath=/dev/null",
                "-c",
                "transfer.fsckObjects=true",
                "-c",
                "protocol.version=2"));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("GIT_") && !name.startsWith("GIT_SSH"));
        // Nobody sits before a build: no question in the terminal, and no window.
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("GIT_ASKPASS", ""); // set, so that git looks at no other, not at its core.askPass either
        // ssh asks in the terminal by itself; this is how it is made to ask a program, which answers nothing.
        environment.put("SSH_ASKPASS", "false");
        environment.put("SSH_ASKPASS_REQUIRE", "force");
        environment.put("GCM_INTERACTIVE", "never");
        environment.put("GIT_ALLOW_PROTOCOL", "https:ssh:file");
        environment.put("LC_ALL", "C");
        builder.redirectError(
                errors == null ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.to(errors.toFile()));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            // Whoever reads its answer ends when it does.
            process.onExit().orTimeout(ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS).exceptionally(late -> {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                return process.destroyForcibly();
            });
            return process;
        } catch (IOException e) {
            throw new PackException("packs from Git need the program git on the PATH (" + e.getMessage() + ")", e);
        }
    }

    private static void end(Process process) throws InterruptedException {
        if (!process.waitFor(ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
