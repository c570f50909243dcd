package dev.holograph.chaos.adapters.fault.toxiproxy;

import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.TargetLockProvider;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Claims each proxy that a plan's faults act on, from before the load to the end of the run, by a toxic of the type
 * {@code noop}, which does nothing: other runs see it as they see any toxic that is not theirs, and do not start.
 */
public final class ToxiproxyTargetLocks implements TargetLockProvider {

    /** Instead of a step's name, none of which has this sign in a toxic's name. */
    private static final String STEP = "~claim";

    private static final String STREAM = "upstream";
    private static final String BETWEEN = " ";

    @Override
    public String name() {
        return ToxiproxyDriverProvider.NAME;
    }

    @Override
    public Optional<UndoRecipe> recipe(Plan plan, String type) {
        List<Map<String, String>> undos = plan.faults().stream()
                .filter(fault -> fault.driver().equals(name()))
                .map(Prepared::undo)
                .filter(undo -> undo != null)
                .map(UndoRecipe::data)
                .toList();
        if (undos.isEmpty()) {
            return Optional.empty();
        }
        String url = undos.get(0).getOrDefault(ToxicDriver.URL, Toxiproxy.DEFAULT_URL); // a build names one
        SortedSet<String> proxies = undos.stream()
                .map(data -> data.getOrDefault(ToxicDriver.PROXY, ""))
                .collect(Collectors.toCollection(TreeSet::new));
        return Optional.of(new UndoRecipe(
                name(),
                type,
                Map.of(ToxicDriver.URL, url, ToxicDriver.PROXY, String.join(BETWEEN, proxies)),
                proxies.stream()
                        .map(proxy -> "curl -X DELETE " + url + "/proxies/" + proxy + "/toxics/" + toxic(plan.runId()))
                        .collect(Collectors.joining("; "))));
    }

    /** Its own is there before it looks for others: of two runs that begin at once, at least one sees the other. */
    @Override
    public void claim(UndoRecipe recipe, DriverContext context, Consumer<String> lost)
            throws DriverException, InterruptedException {
        Toxiproxy server = server(recipe);
        for (String proxy : proxies(recipe)) {
            server.add(
                    proxy,
                    new JsonObject()
                            .put("name", toxic(context.runId()))
                            .put("type", "noop")
                            .put("stream", STREAM)
                            .put("toxicity", 1.0)
                            .put("attributes", new JsonObject()));
            Proxy now = server.proxies().get(proxy);
            if (now != null && !ToxiproxyCheck.foreign(now, context.runId()).isEmpty()) {
                throw new DriverException(
                        ToxiproxyCheck.occupied(now, server, ToxiproxyCheck.foreign(now, context.runId())));
            }
        }
    }

    @Override
    public void release(UndoRecipe recipe, DriverContext context, Deadline deadline) throws DriverException {
        DriverException failure = null;
        for (String proxy : proxies(recipe)) {
            try {
                server(recipe).remove(proxy, toxic(context.runId()), deadline.remaining());
            } catch (DriverException e) {
                failure = e; // the others are given back all the same
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DriverException("interrupted before Toxiproxy confirmed it", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static String[] proxies(UndoRecipe recipe) {
        return recipe.data().getOrDefault(ToxicDriver.PROXY, "").split(BETWEEN);
    }

    private static Toxiproxy server(UndoRecipe recipe) {
        return Toxiproxy.at(recipe.data().getOrDefault(ToxicDriver.URL, Toxiproxy.DEFAULT_URL));
    }

    private static String toxic(String run) {
        return run + "-" + STEP + "-" + STREAM;
    }
}
