package dev.holograph.chaos.adapters.fault.gremlin;

import dev.holograph.chaos.plan.Preflight;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.gremlin.GremlinException;
import dev.holograph.gremlin.command.Command;
import java.util.List;

/** The pods or hosts that an attack is on. */
interface AttackTarget {

    /** For plans and messages: {@code the pods of shop-test/app=web}. */
    String words();

    /** Counts the pods or hosts that the attack would reach now; only reads. */
    Preflight preflight() throws DriverException, GremlinException, InterruptedException;

    /** The attacks of somebody else that are under way on any of them, in words; only reads. */
    List<String> others() throws DriverException, GremlinException, InterruptedException;

    /**
     * Creates the attack. The recipe of the step is extended before the request to Gremlin, and as soon as it has answered.
     *
     * @param step the fault's name
     */
    GremlinAttack create(String step, Command command) throws DriverException, GremlinException, InterruptedException;
}
