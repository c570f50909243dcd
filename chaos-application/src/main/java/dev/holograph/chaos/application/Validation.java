package dev.holograph.chaos.application;

import dev.holograph.chaos.application.pack.Pack;
import dev.holograph.chaos.application.pack.PackException;
import dev.holograph.chaos.plan.Plan;
import dev.holograph.chaos.scenario.Feasibility;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks scenarios, suites, their environment, a pack that the project makes, and templates of the report: all mistakes
 * at once. Starts and touches nothing.
 */
final class Validation {

    private Validation() {}

    static void check(Setup setup) throws ChaosException {
        Path pack = setup.workspace().root().resolve(Pack.MADE);
        boolean makesPack = Files.isDirectory(pack);
        if (makesPack) {
            checkPack(setup, pack);
        }
        List<Plan> plans = makesPack && !hasScenarios(setup) ? List.of() : plans(setup);
        Mistakes.orFail(setup.reports());
        for (Plan plan : plans) {
            setup.log().info(line(plan));
            Feasibility.needs(plan.scenario()).forEach(setup.log()::info);
        }
    }

    /** A matrix has several runs of one file. */
    static String line(Plan plan) {
        String name = plan.scenario().name();
        return plan.scenario().file() + (name.contains("[") ? " (" + name + ")" : "") + ": valid in environment '"
                + plan.environment().name() + "'";
    }

    private static List<Plan> plans(Setup setup) throws ChaosException {
        setup.warnOfOverlooked();
        Preparation preparation = setup.preparation();
        Validated<List<Plan>> read = preparation.plans();
        List<Violation> violations = new ArrayList<>(read.violations());
        violations.addAll(preparation.suiteViolations());
        return setup.sound(
                violations.isEmpty()
                        ? read
                        : Validated.wrong(violations.stream().distinct().toList()));
    }

    private static void checkPack(Setup setup, Path folder) throws ChaosException {
        Pack pack;
        try {
            pack = Pack.made(folder);
        } catch (PackException e) {
            throw new ChaosException(String.valueOf(e.getMessage()), e);
        }
        List<Violation> violations = new ArrayList<>(Packs.mistakes(pack));
        violations.addAll(setup.preparation().violations(pack));
        Mistakes.orFail(violations.isEmpty() ? Validated.of(pack) : Validated.wrong(violations));
        setup.log().info(Pack.MADE + ": valid as a pack, whatever the environment; sha256 " + pack.digest());
    }

    private static boolean hasScenarios(Setup setup) throws ChaosException {
        try {
            return !Workspace.yamlFiles(setup.workspace().scenarios()).isEmpty()
                    || !setup.build().packs().isEmpty();
        } catch (IOException e) {
            throw new ChaosException(
                    "the folder " + setup.workspace().scenarios() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
