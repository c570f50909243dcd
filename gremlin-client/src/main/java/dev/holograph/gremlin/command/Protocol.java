package dev.holograph.gremlin.command;

/** What a network attack can be narrowed to. */
public enum Protocol {
    TCP,
    UDP,
    ICMP
}
