package dev.holograph.chaos.adapters.fault.gremlin;

import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.gremlin.AttackId;
import dev.holograph.gremlin.Execution;
import dev.holograph.gremlin.GremlinClient;
import dev.holograph.gremlin.GremlinException;
import dev.holograph.gremlin.GremlinException.Kind;
import dev.holograph.gremlin.HaltReason;
import dev.holograph.gremlin.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Halts one attack by its id, asking again until Gremlin confirms that it is over. */
final class AttackHalter {

    /** How long to search for an attack whose create call got no reply: it may appear late. */
    private static final Duration LOOKS_FOR = Duration.ofSeconds(5);

    private static final Set<Kind> MAY_PASS =
            Set.of(Kind.SERVER_ERROR, Kind.NO_ANSWER, Kind.RATE_LIMITED, Kind.UNEXPECTED_ANSWER);

    private final Gremlin gremlin;
    private final AttackRecord recipe;
    private final HaltReason reason;
    private final Instant begin;
    private final Set<GremlinAttack> attacks = new LinkedHashSet<>();
    private final Set<String> told = new HashSet<>();

    AttackHalter(Gremlin gremlin, AttackRecord recipe) {
        this.gremlin = gremlin;
        this.recipe = recipe;
        this.reason = new HaltReason(
                "a chaos run takes its fault back", gremlin.context().runId());
        this.begin = gremlin.context().clock().instant();
        recipe.attack().ifPresent(attacks::add);
    }

    /** Returns when it is over, or was never begun. */
    void halt(Deadline deadline) throws DriverException {
        if (!recipe.mayHaveBegun()) {
            return;
        }
        GremlinClient client = gremlin.client().withRetry(RetryPolicy.NEVER);
        try {
            while (true) {
                String missing;
                try {
                    missing = step(Gremlin.hurried(client, deadline.remaining()));
                } catch (GremlinException e) {
                    if (!MAY_PASS.contains(e.kind())) {
                        throw Gremlin.problem("Gremlin does not halt its " + name(), e);
                    }
                    missing = String.valueOf(e.getMessage());
                }
                if (missing.isEmpty()) {
                    return;
                }
                if (deadline.remaining().compareTo(Pause.BETWEEN_LOOKS) <= 0) {
                    throw new DriverException(
                            "Gremlin did not confirm in time that its " + name() + " is over: " + missing);
                }
                gremlin.pause().pause(Pause.BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DriverException("interrupted before Gremlin confirmed that its " + name() + " is over", e);
        }
    }

    /** @return what is still missing; empty: nothing */
    private String step(GremlinClient client) throws DriverException, GremlinException, InterruptedException {
        if (attacks.isEmpty()) {
            search(client);
            if (attacks.isEmpty()) {
                Instant now = gremlin.context().clock().instant();
                return Duration.between(begin, now).compareTo(LOOKS_FOR) < 0 ? "it has not been found yet" : "";
            }
        }
        // Told all of them before any is waited for.
        for (GremlinAttack attack : attacks) {
            tell(client, attack);
        }
        String missing = "";
        for (GremlinAttack attack : attacks) {
            AttackStatus look = attack.look(client);
            check(look);
            if (!look.isOver()) {
                haltWhatCameOfIt(client, look);
                missing = "it is in " + look.words();
            }
        }
        return missing;
    }

    /** Halting what has ended is documented to do no harm; should it be refused all the same, that is no problem. */
    private void tell(GremlinClient client, GremlinAttack attack) throws GremlinException, InterruptedException {
        if (told.contains(attack.id())) {
            return;
        }
        try {
            attack.halt(client, reason);
        } catch (GremlinException e) {
            if (e.kind() != Kind.INVALID || !attack.look(client).isOver()) {
                throw e;
            }
        }
        told.add(attack.id());
    }

    private void search(GremlinClient client) throws GremlinException, InterruptedException {
        if (recipe.isOnHosts()) {
            client.activeAttacks().stream()
                    .filter(attack -> recipe.describes(attack, gremlin.context().runId()))
                    .map(attack -> new GremlinAttack.OnHosts(attack.id()))
                    .forEach(attacks::add);
        } else {
            client.kubernetesAttacks().stream()
                    .filter(recipe::describes)
                    .map(attack -> new GremlinAttack.OnPods(attack.id()))
                    .forEach(attacks::add);
        }
    }

    /** No public document says that halting the first implies the second. */
    private void haltWhatCameOfIt(GremlinClient client, AttackStatus look)
            throws GremlinException, InterruptedException {
        AttackId launched = look.launched();
        if (launched != null && !told.contains(launched.value())) {
            client.halt(launched, reason);
            told.add(launched.value());
        }
    }

    /** An execution may be over for Gremlin, and its fault still on a pod. */
    private void check(AttackStatus look) throws DriverException {
        if (look.isOver() && !look.perhapsInForce().isEmpty()) {
            throw new DriverException("Gremlin's " + name() + " is over, but it is not certain that its fault is: "
                    + look.words() + " on "
                    + look.perhapsInForce().stream().map(Execution::target).collect(Collectors.joining(", "))
                    + "; run `gremlin rollback` on these agents' hosts"
                    + (recipe.isOnHosts() ? "" : ", or delete the pods"));
        }
    }

    private String name() {
        return attacks.isEmpty()
                ? "attack, whose id is not known"
                : "attack " + attacks.stream().map(GremlinAttack::id).collect(Collectors.joining(", "));
    }
}
