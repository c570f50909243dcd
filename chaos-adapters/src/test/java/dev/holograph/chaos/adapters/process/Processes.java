package dev.holograph.chaos.adapters.process;

/** What tests ask of processes that are not children of this JVM. */
public final class Processes {

    private Processes() {}

    /**
     * Whether it has ended. An orphan that has ended stays in the table of processes until the first process reads its
     * status, which takes seconds in some containers; it has no executable then.
     */
    public static boolean isGone(long pid) {
        return ProcessHandle.of(pid)
                .map(process -> process.info().command().isEmpty())
                .orElse(true);
    }
}
