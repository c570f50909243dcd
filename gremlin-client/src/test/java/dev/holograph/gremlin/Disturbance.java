package dev.holograph.gremlin;

import java.time.Duration;
import java.util.Map;

/**
 * Something that goes wrong between a client and the service.
 *
 * @param handled whether the request is carried out all the same, and only its answer is lost
 * @param mute so long, before anything else
 * @param status of the answer; 0: the connection is closed without one
 * @param headers of the answer
 * @param body of the answer
 * @param stalls whether the connection stays open after the body, as if more were to come, for the time it is mute
 */
public record Disturbance(
        boolean handled, Duration mute, int status, Map<String, String> headers, String body, boolean stalls) {

    /** Answered with an error. */
    public static Disturbance status(int status) {
        return new Disturbance(false, Duration.ZERO, status, Map.of(), "{\"message\":\"disturbed\"}", false);
    }

    /** 429 as RFC 6585, section 4 has it. */
    public static Disturbance rateLimit(String retryAfter) {
        return new Disturbance(false, Duration.ZERO, 429, Map.of("Retry-After", retryAfter), "", false);
    }

    /** The connection is closed, and nothing is done. */
    public static Disturbance vanish() {
        return new Disturbance(false, Duration.ZERO, 0, Map.of(), "", false);
    }

    /** It is done, and the connection is closed before the answer. */
    public static Disturbance answerLost() {
        return new Disturbance(true, Duration.ZERO, 0, Map.of(), "", false);
    }

    /** No answer for so long, and then none. */
    public static Disturbance mute(Duration length) {
        return new Disturbance(false, length, 0, Map.of(), "", false);
    }

    /** Answered with this text. */
    public static Disturbance answer(int status, String body) {
        return new Disturbance(false, Duration.ZERO, status, Map.of(), body, false);
    }

    /** The answer begins, and never ends. */
    public static Disturbance stalled(Duration length) {
        return new Disturbance(false, length, 200, Map.of(), "[", true);
    }
}
