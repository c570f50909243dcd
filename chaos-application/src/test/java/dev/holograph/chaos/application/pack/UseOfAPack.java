package dev.holograph.chaos.application.pack;

import java.nio.file.Path;
import java.util.Set;

/**
 * Uses a pack from Git in a JVM of its own, since what git is set up with depends on the environment: prints its folder,
 * or why it cannot be used. Arguments: the reference, the lock's file, the folder of the cache.
 */
public final class UseOfAPack {

    private UseOfAPack() {}

    public static void main(String[] arguments) throws Exception {
        try {
            GitPacks packs = new GitPacks(Lock.read(Path.of(arguments[1])), Path.of(arguments[2]), false);
            Lock before = packs.lock();
            Pack pack = packs.pinned(PackReference.of("shared", arguments[0]));
            packs.write(before, Set.of("shared"));
            System.out.println(pack.folder());
        } catch (PackException e) {
            e.printStackTrace(System.out); // with its causes: a secret could be in any of them
        }
    }
}
