package dev.holograph.chaos.adapters.message;

import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.MessageContext;
import dev.holograph.chaos.spi.MessageException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tries three times at most, and only where the other side has certainly not taken the message. */
public final class Attempts {

    /** The longest that is waited because the other side asks for it. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(3));

    private Attempts() {}

    /** One attempt. */
    @FunctionalInterface
    public interface Attempt {
        void make() throws NotTaken, MessageException, InterruptedException;
    }

    /** The other side has certainly not taken the message, and may do so later. */
    public static final class NotTaken extends Exception {

        private static final long serialVersionUID = 1L;
        private final transient @Nullable Duration wait;

        /** @param wait so long the other side asks to wait; {@code null} if it does not say */
        public NotTaken(String message, @Nullable Duration wait) {
            super(message);
            this.wait = wait;
        }
    }

    /** @throws MessageException if no attempt came to an end, with what the last one met */
    public static void make(Attempt attempt, MessageContext context, Deadline deadline)
            throws MessageException, InterruptedException {
        for (int made = 1; ; made++) {
            try {
                attempt.make();
                return;
            } catch (NotTaken e) {
                String times = made == 1 ? "" : " (" + made + " attempts)";
                if (made > PAUSES.size()) {
                    throw new MessageException(e.getMessage() + times, e);
                }
                Duration wait = e.wait == null ? PAUSES.get(made - 1) : e.wait;
                if (wait.compareTo(LONGEST_WAIT) > 0 || wait.compareTo(deadline.remaining()) >= 0) {
                    throw new MessageException(
                            e.getMessage() + "; it would take another attempt in " + wait.toSeconds()
                                    + " s, which is too long to wait" + times,
                            e);
                }
                context.pause(wait);
            }
        }
    }
}
