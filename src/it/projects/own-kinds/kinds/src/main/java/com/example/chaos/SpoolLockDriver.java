package com.example.chaos;

import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.plan.Preflight.BlastRadius;
import dev.holograph.chaos.plan.Prepared;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.UndoRecipe;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.slo.Evidence;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.FaultDriver;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** Locks a spool by a file that names this run, and takes back that file alone. */
final class SpoolLockDriver implements FaultDriver<SpoolLock> {

    private static final String FILE = "file";
    private static final String TEXT = "text";

    private final DriverContext context;

    SpoolLockDriver(DriverContext context) {
        this.context = context;
    }

    @Override
    public Class<SpoolLock> fault() {
        return SpoolLock.class;
    }

    /** Only says what will be done: nothing is looked at, and nothing is touched. */
    @Override
    public Prepared<SpoolLock> prepare(FaultStep step, SpoolLock fault, TargetSpec target) {
        Path lock = SpoolTarget.of(target).path().resolve(SpoolTarget.LOCK).toAbsolutePath();
        String text = fault.owner() + " of " + context.runId();
        UndoRecipe undo = new UndoRecipe(
                SpoolDriverProvider.NAME,
                fault.type().name(),
                Map.of(FILE, lock.toString(), TEXT, text),
                "rm '" + lock + "'");
        return new Prepared<>(
                step, fault, target, SpoolDriverProvider.NAME, "locks " + lock + " for " + fault.owner(), undo);
    }

    /** The guard is told how much the fault would reach: one spool of one. Whatever makes it may not run yet. */
    @Override
    public Preflight preflight(Prepared<SpoolLock> prepared) {
        return new Preflight(List.of(), List.of(), new BlastRadius("spools", 1, 1, 1, false));
    }

    @Override
    public Evidence inject(Prepared<SpoolLock> prepared) throws DriverException {
        Map<String, String> data = prepared.undo().data();
        Path lock = Path.of(data.get(FILE));
        try {
            Files.writeString(lock, data.get(TEXT), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new DriverException(lock + " is there already: somebody else locks this spool; wait, or remove it", e);
        } catch (IOException e) {
            throw new DriverException(lock + " cannot be written (" + e + "); check the rights of its folder", e);
        }
        return Evidence.claimed(lock + " is there");
    }

    /** That a file is there shows nothing of the system: what shows it is for the scenario's {@code effect:} to say. */
    @Override
    public Evidence observe(Prepared<SpoolLock> prepared) {
        Map<String, String> data = prepared.undo().data();
        Path lock = Path.of(data.get(FILE));
        try {
            return Files.readString(lock).equals(data.get(TEXT))
                    ? Evidence.claimed(lock + " is still there")
                    : Evidence.disturbed("somebody else has written " + lock);
        } catch (IOException e) {
            return Evidence.disturbed("somebody has removed " + lock);
        }
    }

    /** In any process, any number of times; a lock of somebody else stays. */
    @Override
    public void undo(UndoRecipe recipe, Deadline deadline) throws DriverException {
        Path lock = Path.of(recipe.data().get(FILE));
        try {
            if (Files.exists(lock) && Files.readString(lock).equals(recipe.data().get(TEXT))) {
                Files.delete(lock);
            }
        } catch (IOException e) {
            throw new DriverException(lock + " cannot be removed (" + e + "); remove it by hand", e);
        }
    }
}
