package dev.holograph.chaos.adapters.fault.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.process.Ports;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A client of the target, by way of Toxiproxy. */
final class ProxiedClient implements AutoCloseable {

    private final Socket socket = new Socket();

    /** @param port of the proxy */
    ProxiedClient(int port) throws IOException {
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(Ports.LOOPBACK, port), 2000);
    }

    void send(int bytes) throws IOException {
        socket.getOutputStream().write(new byte[bytes]);
    }

    void take(int bytes) throws IOException {
        socket.setSoTimeout(5000);
        assertThat(socket.getInputStream().readNBytes(bytes)).hasSize(bytes);
    }

    /** How long one byte is under way to the target and back, in ms. */
    long roundTrip() throws IOException {
        long began = System.nanoTime();
        send(1);
        take(1);
        return ToxicSteps.millisSince(began);
    }

    /** Whether a byte comes in this time. */
    boolean hears(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    boolean isClosedWithin(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // reset
        }
    }

    void finish() throws IOException {
        socket.shutdownOutput();
    }

    void sendUntilClosed() {
        try {
            OutputStream out = socket.getOutputStream();
            while (!socket.isClosed()) {
                out.write(new byte[64 * 1024]);
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
