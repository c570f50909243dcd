package dev.holograph.gremlin;

import java.util.List;

/**
 * Carries the attacks of a {@link GremlinStandIn} out for real, where Gremlin's agent would. Called in the order in which
 * it happens, one call at a time; an exception makes the execution fail, as an agent's error would.
 */
public interface Effect {

    /** Nothing happens. */
    Effect NONE = new Effect() {
        @Override
        public void begin(Attacked attacked) {}

        @Override
        public void end(Attacked attacked) {}
    };

    /** The execution has become Running. */
    void begin(Attacked attacked) throws Exception;

    /** Its length is over, or it has been halted. */
    void end(Attacked attacked) throws Exception;

    /**
     * What is attacked.
     *
     * @param attack its id
     * @param target a host's or container's id, or a pod's name
     * @param namespace of the pod; empty for anything else
     * @param containers the names that the attack is narrowed to; empty: any
     * @param commandLine type and arguments, e.g. {@code latency -l 60 -m 2000}
     */
    record Attacked(String attack, String target, String namespace, List<String> containers, List<String> commandLine) {

        /** The value behind a flag, or the other text where the flag is not. */
        public String argument(String flag, String otherwise) {
            int at = commandLine.indexOf(flag);
            return at < 0 || at + 1 >= commandLine.size() ? otherwise : commandLine.get(at + 1);
        }
    }
}
