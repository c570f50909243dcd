package dev.holograph.gremlin.command;

import java.time.Duration;
import java.util.List;

/**
 * Loses, or corrupts, a share of the packets that a target sends.
 *
 * @param length whole seconds, at least 1; the agent ends the attack by itself after it
 * @param percent of the packets, 1 to 100
 * @param corrupt whether packets arrive broken instead of not at all
 * @param traffic which of it
 */
public record PacketLoss(Duration length, int percent, boolean corrupt, Traffic traffic) implements Command {

    public PacketLoss {
        Rules.length(length);
        Rules.percent("percent", percent);
    }

    @Override
    public String type() {
        return "packet_loss";
    }

    @Override
    public String infraType() {
        return "Packet_Loss";
    }

    @Override
    public List<String> arguments() {
        return traffic.addTo(Arguments.lasting(length).add("-r", percent).flag("-c", corrupt), "-s")
                .toList();
    }
}
