package dev.holograph.gremlin.command;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a target off from its name servers.
 *
 * @param length whole seconds, at least 1; the agent ends the attack by itself after it
 * @param addresses of name servers; empty: all
 * @param device a network interface; {@code null}: the agent chooses
 * @param protocol TCP or UDP; {@code null}: both
 */
public record Dns(
        Duration length,
        List<String> addresses,
        @Nullable String device,
        @Nullable Protocol protocol) implements Command {

    /** All name resolution. */
    public Dns(Duration length) {
        this(length, List.of(), null, null);
    }

    public Dns {
        Rules.length(length);
        addresses = List.copyOf(addresses);
        addresses.forEach(Traffic::checkAddress);
        Rules.textOrNone("device", device);
        if (protocol == Protocol.ICMP) {
            throw new IllegalArgumentException("protocol must be TCP or UDP: names are not resolved over ICMP");
        }
    }

    @Override
    public String type() {
        return "dns";
    }

    @Override
    public String infraType() {
        return "DNS";
    }

    @Override
    public List<String> arguments() {
        return Arguments.lasting(length)
                .add("-i", addresses)
                .addIfSet("-d", device)
                .addIfSet("-P", protocol == null ? null : protocol.name())
                .toList();
    }
}
