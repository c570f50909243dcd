package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.adapters.fault.proxy.HttpReader.Found;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One connection, read as HTTP/1.1 for a fault that acts on some of its requests. A connection may have been open long
 * before: it is read from the first chunk on that begins like a request. What is no HTTP, what follows an upgrade that the
 * target has agreed to, and what a client sends before it has the answer to its request before, passes as it is.
 */
final class HttpExchange implements Stages {

    /** What is done to a request that is chosen. */
    sealed interface Action {

        /** The request does not reach the target. */
        record Answer(int status) implements Action {}

        record Delay(Duration time) implements Action {}

        /** The connection is reset before the target sees the request. */
        record Cut() implements Action {}
    }

    private final Requests requests;
    private final Responses responses;
    private final Action action;
    private final HttpChoice choice;
    private final ImpairmentStats tally;

    /** Requests on their way to the target and at it, whose answers are not whole yet. */
    private final Queue<HttpMethod> unanswered = new ArrayDeque<>();

    private boolean hasBegun;
    private boolean isOpaque;
    private boolean isUpgraded;

    HttpExchange(Loop loop, Action action, HttpChoice choice, ImpairmentStats tally) {
        this.action = action;
        this.choice = choice;
        this.tally = tally;
        requests = new Requests(loop);
        responses = new Responses(loop);
    }

    @Override
    public Stage requests() {
        return requests;
    }

    @Override
    public Stage responses() {
        return responses;
    }

    /** What happens to the bytes of the request that passes now. */
    private enum Fate {
        /** Its head is not whole. */
        OPEN,
        PASSES,
        IS_LATE,
        /** It is held back until it is whole, and then answered here. */
        WITHHELD,
        /** The client has its answer, and the connection ends: what still comes is dropped. */
        IS_OVER
    }

    private final class Requests extends DelayLine {

        private final HttpReader reader = HttpReader.ofRequests();
        private Fate fate = Fate.OPEN;
        private @Nullable HttpRequest withheld;

        Requests(Loop loop) {
            super(loop, HttpExchange.this.tally);
        }

        @Override
        public void chunk(ByteBuf chunk) {
            if (fate == Fate.IS_OVER) {
                chunk.release();
            } else if (isOpaque || !begins(chunk)) {
                if (!isUpgraded) {
                    tally.unreadable();
                }
                goOn(chunk);
            } else {
                Found found = reader.read(chunk);
                if (found.isInOrder()) {
                    take(chunk, found);
                } else {
                    leaveAlone(found);
                    letGo(0);
                    goOn(chunk);
                }
            }
        }

        private boolean begins(ByteBuf chunk) {
            if (!hasBegun) {
                hasBegun = HttpExchange.beginsRequest(chunk);
            }
            return hasBegun;
        }

        /** It is no HTTP after all, or the client does not wait for answers. */
        private void leaveAlone(Found found) {
            isOpaque = true;
            if (found.heads().isEmpty()) {
                tally.unreadable();
            }
            found.heads().forEach(head -> {
                tally.request();
                tally.leftAlone();
            });
        }

        private void take(ByteBuf chunk, Found found) {
            if (found.head() instanceof HttpRequest head) {
                fate = decide(head);
                if (fate == Fate.IS_OVER) {
                    chunk.release();
                    return;
                }
            }
            if (fate == Fate.OPEN || fate == Fate.WITHHELD) {
                hold(chunk, NEVER);
            } else if (fate == Fate.IS_LATE) {
                delay(chunk, ((Action.Delay) action).time().toNanos());
            } else {
                goOn(chunk);
            }
            if (fate == Fate.WITHHELD && isFull() && found.ends() == 0) {
                tally.leftAlone(); // it does not fit into memory
                unanswered.add(Objects.requireNonNull(withheld).method());
                letGo(0);
                fate = Fate.PASSES;
            }
            if (found.ends() > 0) {
                isWhole();
            }
        }

        /** A request is whole. */
        private void isWhole() {
            HttpRequest answered = withheld;
            if (fate == Fate.WITHHELD && answered != null) {
                takeHeld().forEach(ByteBuf::release);
                answer(answered, !HttpUtil.isKeepAlive(answered));
            }
            withheld = null;
            if (fate != Fate.IS_OVER) {
                fate = Fate.OPEN;
            }
        }

        private Fate decide(HttpRequest head) {
            tally.request();
            if (!unanswered.isEmpty()) {
                tally.leftAlone();
            } else if (choice.isOne(head)) {
                return affect(head);
            }
            unanswered.add(head.method());
            letGo(0);
            return Fate.PASSES;
        }

        private Fate affect(HttpRequest head) {
            if (action instanceof Action.Delay delay) {
                tally.affected();
                unanswered.add(head.method());
                letGo(delay.time().toNanos());
                return Fate.IS_LATE;
            }
            if (action instanceof Action.Cut) {
                tally.affected();
                takeHeld().forEach(ByteBuf::release);
                next().end(End.RESET);
                responses.next().end(End.RESET);
                return Fate.IS_OVER;
            }
            if (HttpUtil.is100ContinueExpected(head)) { // the client waits with the body
                takeHeld().forEach(ByteBuf::release);
                answer(head, true);
                return Fate.IS_OVER;
            }
            withheld = head;
            return Fate.WITHHELD;
        }

        private void answer(HttpRequest head, boolean closes) {
            tally.affected();
            responses.say(answerTo(head, ((Action.Answer) action).status(), closes));
            if (closes) {
                fate = Fate.IS_OVER;
                responses.next().end(End.FINISHED);
            }
        }

        /** Behind what is late, if something is. */
        private void goOn(ByteBuf chunk) {
            if (isEmpty()) {
                next().chunk(chunk);
            } else {
                delay(chunk, 0);
            }
        }

        @Override
        public void end(End end) {
            letGo(0); // a request that will never be whole: the target sees what there is
            if (isEmpty()) {
                next().end(end);
            } else {
                delay(end, 0);
            }
        }
    }

    private final class Responses extends Stage {

        private final HttpReader reader = HttpReader.ofResponses(unanswered::peek);

        Responses(Loop loop) {
            super(loop, HttpExchange.this.tally, HIGH_WATER);
        }

        @Override
        public void chunk(ByteBuf chunk) {
            if (hasBegun && !isOpaque) {
                Found found = reader.read(chunk);
                if (found.heads().stream().anyMatch(this::isUpgrade)) {
                    isOpaque = true;
                    isUpgraded = true;
                    tally.upgraded();
                } else if (!found.isInOrder() && found.heads().isEmpty()) {
                    isOpaque = true;
                }
                long interim =
                        found.heads().stream().filter(HttpExchange::isInterim).count();
                for (long i = interim; i < found.ends(); i++) {
                    unanswered.poll();
                }
            }
            next().chunk(chunk);
        }

        @Override
        public void end(End end) {
            next().end(end);
        }

        /**
         * From here on the connection is none of HTTP/1.1. Only the target decides that: a client may offer another protocol
         * with each of its requests, as the JDK's does with HTTP/2, and mostly gets an answer like any other.
         */
        private boolean isUpgrade(HttpMessage head) {
            if (!(head instanceof HttpResponse response)) {
                return false;
            }
            return response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)
                    || HttpMethod.CONNECT.equals(unanswered.peek())
                            && response.status().codeClass() == HttpStatusClass.SUCCESS;
        }

        /** Behind all that the target has answered. */
        void say(ByteBuf answer) {
            next().chunk(answer);
            tellPassedOn();
        }
    }

    /** The answer itself is still to come. */
    private static boolean isInterim(HttpMessage head) {
        return head instanceof HttpResponse response && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    /** A method, or the beginning of one, and no HTTP/2, whose first words are {@code PRI * HTTP/2.0}. */
    private static boolean beginsRequest(ByteBuf chunk) {
        int length = Math.min(chunk.readableBytes(), 12);
        String begin = chunk.toString(chunk.readerIndex(), length, StandardCharsets.US_ASCII);
        return begin.matches("[A-Z]{1,12}|[A-Z]{3,11} ([/*h].*)?|CONNECT .*") && !begin.startsWith("PRI *");
    }

    private static ByteBuf answerTo(HttpRequest head, int status, boolean closes) {
        String body = "chaos-maven-plugin: answered by a fault, not by the system\n";
        String answer = "HTTP/1.1 " + HttpResponseStatus.valueOf(status) + "\r\n"
                + "Content-Type: text/plain\r\n"
                + "Content-Length: " + body.length() + "\r\n"
                + (closes ? "Connection: close\r\n" : "")
                + "\r\n"
                + (head.method().equals(HttpMethod.HEAD) ? "" : body);
        return Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII);
    }
}
