package dev.holograph.chaos.adapters.fault.proxy;

import dev.holograph.chaos.adapters.fault.proxy.HttpExchange.Action;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.scenario.Direction;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.fault.HttpCut;
import dev.holograph.chaos.scenario.fault.HttpDelay;
import dev.holograph.chaos.scenario.fault.HttpError;
import dev.holograph.chaos.scenario.fault.HttpRequests;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.DriverContext;
import java.util.Locale;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Does something to some requests of HTTP/1.1, and lets all others pass. */
final class HttpDriver<F extends Fault> extends ImpairingDriver<F> {

    private final Function<F, HttpRequests> requests;
    private final Function<F, Action> action;

    /** What is done, and what was done, in words. */
    private final Function<F, String> does;

    private final String done;

    private HttpDriver(
            Class<F> type,
            DriverContext context,
            Function<F, HttpRequests> requests,
            Function<F, Action> action,
            Function<F, String> does,
            String done) {
        super(type, context);
        this.requests = requests;
        this.action = action;
        this.does = does;
        this.done = done;
    }

    static HttpDriver<HttpError> ofErrors(DriverContext context) {
        return new HttpDriver<>(
                HttpError.class,
                context,
                HttpError::requests,
                fault -> new Action.Answer(fault.status()),
                fault -> "answers %s with status " + fault.status() + " in the place of %s",
                "answered in its place");
    }

    static HttpDriver<HttpDelay> ofDelays(DriverContext context) {
        return new HttpDriver<>(
                HttpDelay.class,
                context,
                HttpDelay::requests,
                fault -> new Action.Delay(fault.delay()),
                fault -> "delivers %s late by " + Figures.time(fault.delay()) + " to %s",
                "delivered late");
    }

    static HttpDriver<HttpCut> ofCuts(DriverContext context) {
        return new HttpDriver<>(
                HttpCut.class,
                context,
                HttpCut::requests,
                fault -> new Action.Cut(),
                fault -> "resets the connections of %s before they reach %s",
                "cut off");
    }

    /** In TLS, and in what is no HTTP, no request can be seen. */
    @Override
    void check(F fault, TargetSpec target) {
        String url = target.url();
        if (url == null) {
            return;
        }
        String scheme = url.substring(0, Math.max(0, url.indexOf(':'))).toLowerCase(Locale.ROOT);
        if (target.isSecure()) {
            throw new IllegalArgumentException(
                    "the proxy cannot do " + fault.type().name() + " to target '"
                            + target.name() + "', which is reached by TLS (" + target.location()
                            + "): no request can be seen in it. Put the fault on a target behind whatever ends TLS, or take a"
                            + " fault that needs to see none, such as latency or reset");
        }
        if (!scheme.equals("http") && !scheme.equals("ws") && !scheme.equals("tcp")) {
            throw new IllegalArgumentException(
                    "the proxy cannot do " + fault.type().name() + " to target '"
                            + target.name() + "', which is reached by " + scheme + " (" + target.location()
                            + "): it is for requests of HTTP/1.1");
        }
    }

    @Override
    String describe(F fault, String target) {
        return String.format(Locale.ROOT, does.apply(fault), requests.apply(fault), target);
    }

    @Override
    Impairment impairment(F fault, RandomGenerator random) {
        ImpairmentStats tally = new ImpairmentStats();
        HttpChoice choice = new HttpChoice(requests.apply(fault), Seeds.shared(random));
        Action what = action.apply(fault);
        return new Impairment(Direction.BOTH, false, tally, loop -> new HttpExchange(loop, what, choice, tally));
    }

    @Override
    Evidence evidence(ImpairmentStats tally, GatewayUsers users) {
        return seen(tally, users).of(new Evidence.Traffic(tally.requests(), tally.unreadableChunks()));
    }

    private Evidence seen(ImpairmentStats tally, GatewayUsers users) {
        String left = tally.requestsLeftAlone() == 0
                ? ""
                : "; " + tally.requestsLeftAlone() + " were let pass, since another before them had no answer yet, or"
                        + " since they were too long to hold";
        String besides = left + unseen(tally);
        if (tally.affectedRequests() > 0) {
            return Evidence.observed(
                    tally.affectedRequests() + " of " + tally.requests() + " requests were " + done + besides);
        }
        if (tally.requests() > 0) {
            return Evidence.none("none of " + tally.requests() + " requests was one that it is for" + besides);
        }
        return tally.unreadableChunks() > 0
                ? Evidence.none("nothing that passed was HTTP/1.1: in TLS and HTTP/2 no request can be seen")
                : users.nothingPassed();
    }

    /** What passed beside the requests that were seen, and may have held others. */
    private static String unseen(ImpairmentStats tally) {
        String upgraded = tally.upgradedConnections() == 0
                ? ""
                : "; " + tally.upgradedConnections() + " connections went over to another protocol, such as a WebSocket"
                        + " or HTTP/2, in which no request can be seen";
        return tally.unreadableChunks() == 0
                ? upgraded
                : upgraded + "; " + tally.unreadableChunks()
                        + " other chunks were no HTTP/1.1 (in TLS and HTTP/2 no request"
                        + " can be seen), or the rest of what was under way before";
    }
}
