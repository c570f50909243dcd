package dev.holograph.chaos.application.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Packs from Git as a project's {@code chaos.lock} pins them. What is not pinned yet is, by the first use in which it has no mistakes. */
public final class GitPacks {

    private final Path cache;
    private final boolean offline;
    private Lock lock;

    /**
     * @param lock the project's pins
     * @param cache a folder that outlives {@code mvn clean}
     * @param offline whether nothing may be fetched
     */
    public GitPacks(Lock lock, Path cache, boolean offline) {
        this.lock = lock;
        this.cache = cache;
        this.offline = offline;
    }

    /** The pins, with those that were added. */
    public Lock lock() {
        return lock;
    }

    /**
     * The pack at its pin, or at where its ref is now if it has none.
     *
     * @throws PackException also if its files are not those that were pinned
     */
    public Pack pinned(PackReference reference) throws PackException {
        GitReference git = reference.git();
        Lock.Entry pin = lock.of(git).orElse(null);
        // A ref that is a commit says itself which: no line of the lock may say another.
        String commit = pin == null || git.isCommit() ? now(git) : pin.commit();
        Pack pack = GitPack.of(git, commit, cache, offline);
        if (pin != null && !pin.digest().equals(pack.digest())) {
            throw changed(git, pack);
        }
        lock = lock.with(git, commit, pack);
        return pack;
    }

    /**
     * The pack at where its ref is now, whatever its pin.
     *
     * @throws PackException also if that is where it is pinned, and its files are not those that were pinned
     */
    public Pack newest(PackReference reference) throws PackException {
        GitReference git = reference.git();
        String commit = now(git);
        Pack pack = GitPack.of(git, commit, cache, offline);
        Lock.Entry pin = lock.of(git).orElse(null);
        if (pin != null && pin.commit().equals(commit) && !pin.digest().equals(pack.digest())) {
            throw changed(git, pack);
        }
        lock = lock.with(git, commit, pack);
        return pack;
    }

    private static PackException changed(GitReference git, Pack pack) {
        return new PackException("the files of the pack '" + git.name() + "' in " + pack.folder()
                + " are not those that " + Lock.FILE + " pins; delete that folder to have them fetched again. If they"
                + " differ even then, " + Lock.FILE + " is of something else");
    }

    /**
     * Writes the pins of some packs, and leaves those of others as they were.
     *
     * @param before the pins that are written now
     * @param names of the packs
     * @return whether there was anything to write
     */
    public boolean write(Lock before, Set<String> names) throws PackException {
        Lock after = before.with(names, lock);
        if (after.equals(before)) {
            return false;
        }
        after.write();
        return true;
    }

    private String now(GitReference git) throws PackException {
        if (git.isCommit()) {
            return git.ref();
        }
        if (offline) {
            throw new PackException("the pack '" + git.name() + "' is not in " + Lock.FILE
                    + " yet, and Maven works offline; call chaos:validate once without -o, which pins it unless its"
                    + " scenarios have mistakes");
        }
        try {
            return Git.commitOf(git, Files.createDirectories(cache));
        } catch (PackException e) {
            throw new PackException("the pack '" + git.name() + "': " + e.getMessage(), e);
        } catch (IOException e) {
            throw new PackException("the pack '" + git.name() + "' cannot be found: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PackException("the pack '" + git.name() + "' was not looked up: interrupted", e);
        }
    }
}
