package dev.holograph.chaos.adapters.fault.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A plain upstream: hands each accepted connection to a thread of its own. */
final class LoopbackServer implements AutoCloseable {

    interface Service {
        void serve(Socket socket) throws Exception;
    }

    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();

    LoopbackServer(Service service) throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(() -> {
            while (true) {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                accepted.add(socket);
                daemon(() -> service.serve(socket));
            }
        });
    }

    /** Sends back what it gets, and ends when the client ends. */
    static LoopbackServer echo() throws IOException {
        return new LoopbackServer(socket -> {
            try (socket) {
                InputStream in = socket.getInputStream();
                byte[] buffer = new byte[16 << 10];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    socket.getOutputStream().write(buffer, 0, read);
                }
            }
        });
    }

    /** Does nothing by itself. */
    static LoopbackServer silent() throws IOException {
        return new LoopbackServer(socket -> {});
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The upstream's side of the next connection. */
    Socket nextAccepted() throws InterruptedException, IOException {
        Socket socket = accepted.poll(5, TimeUnit.SECONDS);
        if (socket == null) {
            throw new AssertionError("no connection came to the upstream within 5 s");
        }
        socket.setSoTimeout(10_000);
        return socket;
    }

    interface Task {
        void run() throws Exception;
    }

    static Thread daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (Exception e) {
                // The sockets were closed: a test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
