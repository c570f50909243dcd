package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.adapters.cluster.Clusters;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Guard;
import dev.holograph.chaos.plan.LoadRunners;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.spi.Check;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.LoadEngineProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings k6 in the pods of a cluster, started by <a href="https://github.com/grafana/k6-operator">k6-operator</a>: the
 * environment's {@code k6Operator:} says how many and where.
 */
public final class OperatorLoadEngineProvider implements LoadEngineProvider {

    private static final String INCOMPLETE =
            "the load is to be driven by k6-operator, and the environment has no k6Operator: or no kubeContext: in its"
                    + " guard";

    @Override
    public String name() {
        return LoadRunners.ENGINE;
    }

    @Override
    public Set<String> settings() {
        return Set.of(Clusters.KUBECONFIG);
    }

    @Override
    public Found find(Map<String, String> settings, DriverContext context) {
        return new Found(null, INCOMPLETE);
    }

    /** Nothing is started where the operator, the namespace or a right is missing. */
    @Override
    public Found find(Environment environment, Map<String, String> settings, DriverContext context)
            throws InterruptedException {
        String kubeContext = kubeContext(environment);
        LoadRunners runners = environment.runners();
        if (kubeContext == null || runners == null) {
            return new Found(null, INCOMPLETE);
        }
        List<Check> failed = OperatorChecks.of(kubeContext, runners, context).stream()
                .filter(check -> check.state() == Check.State.FAIL)
                .toList();
        return failed.isEmpty()
                ? new Found(new OperatorEngine(kubeContext, runners, context), null)
                : new Found(
                        null,
                        "the load cannot be driven by k6-operator: "
                                + failed.stream()
                                        .map(OperatorLoadEngineProvider::sentence)
                                        .collect(Collectors.joining("; ")));
    }

    private static String sentence(Check check) {
        return check.found() + (check.advice() == null ? "" : "; " + check.advice());
    }

    @Override
    public List<Check> checks(Environment environment, Map<String, String> settings, DriverContext context)
            throws InterruptedException {
        String kubeContext = kubeContext(environment);
        LoadRunners runners = environment.runners();
        return kubeContext == null || runners == null
                ? List.of(Check.fail(name(), INCOMPLETE, null))
                : OperatorChecks.of(kubeContext, runners, context);
    }

    @Override
    public void remove(UndoRecipe recipe, DriverContext context, Deadline deadline) throws DriverException {
        TestRun.of(recipe, context).remove(deadline);
    }

    @Override
    public void sweep(Environment environment, DriverContext context, Set<String> alive, Consumer<String> removed)
            throws DriverException, InterruptedException {
        String kubeContext = kubeContext(environment);
        LoadRunners runners = environment.runners();
        if (kubeContext != null && runners != null) {
            TestRun.sweep(kubeContext, runners.namespace(), context, alive, removed);
        }
    }

    private static @Nullable String kubeContext(Environment environment) {
        Guard guard = environment.guard();
        return guard == null ? null : guard.kubeContext();
    }
}
