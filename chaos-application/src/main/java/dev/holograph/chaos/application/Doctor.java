package dev.holograph.chaos.application;

import dev.holograph.chaos.adapters.doctor.TargetChecks;
import dev.holograph.chaos.adapters.local.ArtifactResolver;
import dev.holograph.chaos.adapters.local.Folders;
import dev.holograph.chaos.adapters.local.ServiceChecks;
import dev.holograph.chaos.adapters.sql.DatabaseChecks;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Guard;
import dev.holograph.chaos.plan.MaintenanceWindow;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.spi.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks whether everything that an environment needs is at hand. Starts nothing. */
final class Doctor {

    private static final Duration DATABASES_WITHIN = Duration.ofSeconds(5);
    private static final Duration TARGETS_WITHIN = Duration.ofSeconds(3);

    private final ProviderRegistry tools;
    private final ServiceChecks services;
    private final StaleRunGuard leftovers;

    /** @param artifacts finds the jars of services */
    Doctor(ProviderRegistry tools, RunFolders folders, ArtifactResolver artifacts, StaleRunGuard leftovers) {
        this.tools = tools;
        this.leftovers = leftovers;
        // The folder of a run that never is: only to fill the place of {directory}.
        this.services = new ServiceChecks(
                new Folders(folders.workspace().root(), folders.state(), folders.of("doctor")), artifacts);
    }

    /**
     * Tells what was found.
     *
     * @throws ChaosException if a run could not go ahead
     */
    static void examine(Setup setup) throws ChaosException {
        Preparation preparation = setup.preparation();
        Environment environment = Mistakes.orFail(preparation.soundEnvironment());
        setup.log().info("Environment '" + environment.name() + "': " + environment.title());
        List<Check> checks = new Doctor(
                        setup.tools(), setup.folders(null), setup.build().artifacts(), setup.leftovers())
                .look(environment, preparation.readableScenarios());
        CheckTable.of(checks).forEach(setup.log()::info);
        failIfIll(checks);
    }

    /**
     * All that was found, in the order in which a run would need it.
     *
     * @param environment one that is allowed: its targets are queried
     * @param scenarios those that say by which paths they are
     */
    List<Check> look(Environment environment, List<Scenario> scenarios) throws ChaosException {
        List<Check> checks = new ArrayList<>();
        RunContext context = tools.context("", 0);
        try {
            window(environment, context.clock().instant()).ifPresent(checks::add);
            checks.add(leftovers.check());
            leftovers.processes().ifPresent(checks::add);
            checks.addAll(tools.engineChecks(environment, context));
            checks.addAll(services.of(environment));
            checks.addAll(DatabaseChecks.of(environment, DATABASES_WITHIN));
            checks.addAll(tools.checks(environment, context));
            Set<String> known = checks.stream().map(Check::name).collect(Collectors.toUnmodifiableSet());
            checks.addAll(new TargetChecks(environment, scenarios, TARGETS_WITHIN).except(known));
            // Their mistakes were reported with those of the environment.
            Validated<List<ConfiguredMessage>> messages = tools.messages(environment);
            if (messages.isValid()) {
                checks.addAll(MessageChecks.of(messages.get(), tools.messageContext()));
            }
            checks.add(Pins.ofThisPlugin().check(Pin.today(context.clock())));
            return checks;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosException("interrupted while it was looked", e);
        } finally {
            close(context);
        }
    }

    /** @throws ChaosException if a run could not go ahead, and for what */
    static void failIfIll(List<Check> checks) throws ChaosException {
        List<Check> failed = checks.stream()
                .filter(check -> check.state() == Check.State.FAIL)
                .toList();
        if (!failed.isEmpty()) {
            throw new ChaosException(failed.size() + " of " + checks.size() + " checks failed: "
                    + failed.stream().map(Check::name).collect(Collectors.joining(", "))
                    + "; see the table above");
        }
    }

    static Optional<Check> window(Environment environment, Instant now) {
        Guard guard = environment.guard();
        MaintenanceWindow window = guard == null ? null : guard.window();
        if (window == null) {
            return Optional.empty();
        }
        return Optional.of(
                window.isOpen(now)
                        ? Check.ok(
                                "window",
                                "open now, until " + window.closes(now).withNano(0)
                                        + window.clockChange(
                                                now, window.closes(now).toInstant()) + ": " + window)
                        : Check.warn(
                                "window",
                                "closed: " + window,
                                "nothing is injected before "
                                        + window.opens(now).withNano(0)
                                        + window.clockChange(
                                                now, window.opens(now).toInstant())));
    }

    private static void close(RunContext context) throws ChaosException {
        try {
            context.shared().close();
        } catch (Exception e) {
            throw new ChaosException("what was opened to look cannot be closed: " + e.getMessage(), e);
        }
    }
}
