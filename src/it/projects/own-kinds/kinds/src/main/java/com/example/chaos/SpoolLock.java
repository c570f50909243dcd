package com.example.chaos;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultType;
import dev.holograph.chaos.scenario.Key;

/** Locks a spool, as a program does that died while it cleaned up. */
@FaultType(name = "spool-lock", lasting = true, does = "locks a spool, so that nobody puts anything into it")
public record SpoolLock(
        @Default("cleaner") @Key(doc = "whom the lock names as its owner") String owner) implements Fault {

    public SpoolLock {
        if (!owner.matches("[a-z]{1,20}")) {
            throw new IllegalArgumentException("owner: '" + owner + "' is no name; write up to 20 small letters");
        }
    }
}
