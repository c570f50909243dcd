package dev.holograph.chaos.adapters.fault.proxy;

/** How one direction of a connection ends. */
enum End {
    /** In order: the other side may still send (TCP FIN). */
    FINISHED,
    /** At once and for both directions (TCP RST). */
    RESET
}
