package dev.holograph.chaos.adapters.process;

import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.RunResources;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Free ports on 127.0.0.1, none of them given twice in a run, nor to two runs at once.
 *
 * <p>They lie below the ranges from which systems take the ports of outgoing connections (Linux from 32768, macOS and
 * Windows from 49152). A port out of those ranges can be taken by any client while a killed service is down, even by a
 * client that tries to reach that very service: on loopback its connection then succeeds with itself, and the service
 * cannot listen any more.
 */
public final class Ports {

    /** Where a service listens and is reached. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final int FROM = 20_000;
    private static final int TO = 32_000;
    private static final int ATTEMPTS = 1_000;

    /** By runs of this process that go on: what one was given may not listen yet when another looks. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private final Set<Integer> given = new HashSet<>();
    private final SplittableRandom random = new SplittableRandom();

    /** The run's own. */
    public static Ports of(RunResources shared) {
        return shared.get(Ports.class, Ports::new, Ports::giveBack);
    }

    /**
     * A port on which nothing listens.
     *
     * @throws DriverException if none can be found
     */
    public synchronized int free() throws DriverException {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = random.nextInt(FROM, TO);
            if (!given.contains(port) && GIVEN.add(port)) {
                if (isFree(port)) {
                    given.add(port);
                    return port;
                }
                GIVEN.remove(port);
            }
        }
        throw new DriverException("no free port on " + LOOPBACK + " between " + FROM + " and " + TO
                + "; end what listens there, or give the services fixed ports (port:)");
    }

    /** Keeps {@link #free} from giving a port that somebody else chose. */
    public synchronized void reserve(int port) {
        given.add(port);
        GIVEN.add(port);
    }

    private synchronized void giveBack() {
        GIVEN.removeAll(given);
        given.clear();
    }

    /** Whether a service could listen there now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // A closed connection keeps a port in TIME_WAIT for a minute: on POSIX that does not keep a service from
            // it.
            // On Windows the same option would let two processes listen on one port.
            socket.setReuseAddress(!Executables.onWindows());
            socket.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
