package dev.holograph.gremlin.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which of a target's traffic a network attack hits. An entry that begins with {@code ^} is left out of the attack.
 *
 * @param hostnames of the other side
 * @param remotePorts ports or ranges ({@code 8000-8999}) of the other side
 * @param localPorts ports or ranges of the target itself
 * @param addresses IP addresses or CIDR ranges of the other side
 * @param device a network interface; {@code null}: the agent chooses
 * @param protocol {@code null}: all
 */
public record Traffic(
        List<String> hostnames,
        List<String> remotePorts,
        List<String> localPorts,
        List<String> addresses,
        @Nullable String device,
        @Nullable Protocol protocol) {

    /** The agent's own way home, which an attack must not cut. */
    public static final String NOT_THE_CONTROL_PLANE = "^api.gremlin.com";

    /** Name resolution, which Gremlin leaves alone by default. */
    public static final String NOT_DNS = "^53";

    private static final Pattern HOSTNAME = Pattern.compile("\\^?[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?");
    private static final Pattern PORTS = Pattern.compile("\\^?\\d{1,5}(-\\d{1,5})?");
    private static final Pattern ADDRESS = Pattern.compile("\\^?[0-9A-Fa-f:.]{2,45}(/\\d{1,3})?");
    private static final int LAST_PORT = 65_535;

    public Traffic {
        hostnames = List.copyOf(hostnames);
        remotePorts = List.copyOf(remotePorts);
        localPorts = List.copyOf(localPorts);
        addresses = List.copyOf(addresses);
        hostnames.forEach(name -> Rules.matches("hostname", name, HOSTNAME, "example.com or ^example.com"));
        remotePorts.forEach(Traffic::checkPorts);
        localPorts.forEach(Traffic::checkPorts);
        addresses.forEach(Traffic::checkAddress);
        Rules.textOrNone("device", device);
    }

    /** All traffic, but for the agent's own to Gremlin and name resolution: Gremlin's own defaults. */
    public static Traffic all() {
        return new Traffic(List.of(NOT_THE_CONTROL_PLANE), List.of(NOT_DNS), List.of(), List.of(), null, null);
    }

    /** This, narrowed to these hosts as well. */
    public Traffic withHostname(String hostname) {
        return new Traffic(with(hostnames, hostname), remotePorts, localPorts, addresses, device, protocol);
    }

    /** This, narrowed to these ports of the other side as well. */
    public Traffic withRemotePorts(String ports) {
        return new Traffic(hostnames, with(remotePorts, ports), localPorts, addresses, device, protocol);
    }

    /** This, narrowed to these ports of the target as well. */
    public Traffic withLocalPorts(String ports) {
        return new Traffic(hostnames, remotePorts, with(localPorts, ports), addresses, device, protocol);
    }

    /** This, narrowed to these addresses as well. */
    public Traffic withAddress(String address) {
        return new Traffic(hostnames, remotePorts, localPorts, with(addresses, address), device, protocol);
    }

    /** This, on one interface. */
    public Traffic onDevice(String name) {
        return new Traffic(hostnames, remotePorts, localPorts, addresses, name, protocol);
    }

    /** This, of one protocol. */
    public Traffic of(Protocol only) {
        return new Traffic(hostnames, remotePorts, localPorts, addresses, device, only);
    }

    /** @param localPortsFlag which differs between attacks */
    Arguments addTo(Arguments arguments, String localPortsFlag) {
        return arguments
                .add("-h", hostnames)
                .add("-p", remotePorts)
                .add(localPortsFlag, localPorts)
                .add("-i", addresses)
                .addIfSet("-d", device)
                .addIfSet("-P", protocol == null ? null : protocol.name());
    }

    static void checkAddress(String address) {
        Rules.matches("address", address, ADDRESS, "10.0.0.1, 10.0.0.0/8 or ^10.0.0.1");
    }

    private static void checkPorts(String ports) {
        Rules.matches("port", ports, PORTS, "8080, 8000-8999 or ^53");
        for (String port : ports.replace("^", "").split("-")) {
            if (Integer.parseInt(port) > LAST_PORT) {
                throw new IllegalArgumentException("port must be at most " + LAST_PORT + ", not " + port);
            }
        }
    }

    private static List<String> with(List<String> known, String another) {
        List<String> all = new ArrayList<>(known);
        all.add(another);
        return all;
    }
}
