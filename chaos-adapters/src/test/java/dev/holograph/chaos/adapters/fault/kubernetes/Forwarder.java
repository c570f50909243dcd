package dev.holograph.chaos.adapters.fault.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to the API server that can go dark (nothing comes through, nothing is closed) and drop its connections. */
final class Forwarder implements AutoCloseable {

    private final ServerSocket server;
    private final String host;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object light = new Object();
    private boolean dark;
    private volatile boolean isClosed;
    private final AtomicInteger bytes = new AtomicInteger();

    Forwarder(String apiServer) throws IOException {
        URI uri = URI.create(apiServer);
        host = uri.getHost();
        port = uri.getPort() > 0 ? uri.getPort() : 443;
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        start(this::accept);
    }

    String url() {
        return "https://127.0.0.1:" + server.getLocalPort() + "/";
    }

    /** From now on nothing comes through, in neither direction. */
    void goDark() {
        synchronized (light) {
            dark = true;
        }
    }

    /** What was held back comes through, as after a partition. */
    void goLight() {
        synchronized (light) {
            dark = false;
            light.notifyAll();
        }
    }

    /** Ends all connections that are open: watches as well. */
    void drop() {
        sockets.forEach(Forwarder::close);
    }

    /** How much came from the API server so far. */
    int received() {
        return bytes.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                add(client);
                start(() -> connect(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    /** One that was accepted just before the end is closed with all others. */
    private void add(Socket socket) {
        sockets.add(socket);
        if (isClosed) {
            close(socket);
        }
    }

    private void connect(Socket client) {
        try {
            awaitLight();
            Socket upstream = new Socket(host, port);
            add(upstream);
            start(() -> pump(client, upstream, false));
            pump(upstream, client, true);
        } catch (IOException | InterruptedException e) {
            close(client);
        }
    }

    private void pump(Socket from, Socket to, boolean counted) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitLight();
                out.write(buffer, 0, read);
                out.flush();
                bytes.addAndGet(counted ? read : 0);
            }
        } catch (IOException | InterruptedException e) {
            // one side has ended: so does the other
        }
    }

    private void awaitLight() throws InterruptedException {
        synchronized (light) {
            while (dark) {
                light.wait();
            }
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "test-forwarder");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        server.close();
        goLight();
        drop();
    }
}
