package dev.holograph.gremlin;

/**
 * How far an attack, or its execution on one target, has come. The names are Gremlin's; there may be new ones, so this
 * is not an enum. The usual way is Pending → Distributed → Initializing → Running → TearingDown → Successful.
 */
public record Stage(String name) {

    public static final Stage PENDING = new Stage("Pending");
    public static final Stage DISTRIBUTED = new Stage("Distributed");
    public static final Stage INITIALIZING = new Stage("Initializing");
    /** The fault is in force. */
    public static final Stage RUNNING = new Stage("Running");

    public static final Stage TEARING_DOWN = new Stage("TearingDown");
    public static final Stage SUCCESSFUL = new Stage("Successful");
    public static final Stage USER_HALTED = new Stage("UserHalted");
    public static final Stage TARGET_NOT_FOUND = new Stage("TargetNotFound");
    public static final Stage FAILED = new Stage("Failed");

    @Override
    public String toString() {
        return name;
    }
}
