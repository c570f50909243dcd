package dev.holograph.chaos.adapters.load;

import dev.holograph.chaos.spi.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A small server on plain sockets, which can misbehave as no HTTP library would. One thread for each connection. */
public final class RudeServer implements AutoCloseable {

    /** What a server does with one request. */
    public interface Manners {
        /**
         * @param onConnection the number of this request on its connection, from 1
         * @return whether it takes another request on this connection
         */
        boolean answer(Call call, int onConnection) throws IOException;
    }

    /** One request. */
    public record Call(Socket socket, String head, String body) {

        public String id() {
            Matcher id = ID.matcher(head + body);
            return id.find() ? id.group() : "";
        }

        public boolean send(String text) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return true;
        }

        public boolean answer(int status, String content) throws IOException {
            return answer(status, "", content);
        }

        public boolean answer(int status, String headers, String content) throws IOException {
            int length = content.getBytes(StandardCharsets.UTF_8).length;
            String noBody = head.startsWith("HEAD ") ? "" : content;
            return send(
                    "HTTP/1.1 " + status + " Said\r\n" + headers + "Content-Length: " + length + "\r\n\r\n" + noBody);
        }

        public boolean reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
            return false;
        }

        public boolean close() throws IOException {
            socket.close();
            return false;
        }

        /** Says that it will send no more, and goes on listening. */
        public boolean halfClose() throws IOException {
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
            return false;
        }

        /** Says nothing more for as long as the client stays. */
        public boolean silence() throws IOException {
            socket.getInputStream().readAllBytes();
            return false;
        }

        /** Accepts a WebSocket and waits for its first frame. */
        public void webSocket() throws Exception {
            Matcher key = KEY.matcher(head);
            if (!key.find()) {
                throw new IOException("no handshake: " + head);
            }
            byte[] sum = MessageDigest.getInstance("SHA-1")
                    .digest((key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                            .getBytes(StandardCharsets.US_ASCII));
            send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(sum) + "\r\n\r\n");
            socket.getInputStream().read(new byte[4096]);
        }
    }

    private static final Pattern ID = Pattern.compile("run-7-[0-9.-]*[0-9]");
    private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: *(\\S+)");
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

    public final AtomicInteger requests = new AtomicInteger();
    public final AtomicLong bytes = new AtomicLong();
    private final ServerSocket listening;
    private final Manners manners;
    private final boolean readsBodies;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    public RudeServer(Manners manners) throws IOException {
        this(manners, true);
    }

    /** @param readsBodies or answers as soon as it has the headers */
    public RudeServer(Manners manners, boolean readsBodies) throws IOException {
        this.manners = manners;
        this.readsBodies = readsBodies;
        listening = new ServerSocket();
        if (!readsBodies) {
            listening.setReceiveBufferSize(4096); // so that a client is still writing when it is answered
        }
        listening.bind(new InetSocketAddress(FakeSystem.HOST, 0), 200);
        start(this::accept);
    }

    public Endpoint endpoint() {
        return new Endpoint(FakeSystem.HOST, listening.getLocalPort());
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "rude-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            int count = 0;
            boolean more = true;
            while (more) {
                Call call = read(socket, in);
                more = call != null && manners.answer(call, ++count);
            }
        } catch (IOException e) {
            // the client has gone
        } finally {
            open.remove(socket);
        }
    }

    private Call read(Socket socket, InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!endsWithEmptyLine(head)) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.UTF_8);
        Matcher length = LENGTH.matcher(text);
        byte[] body = in.readNBytes(readsBodies && length.find() ? Integer.parseInt(length.group(1)) : 0);
        requests.incrementAndGet();
        bytes.addAndGet(head.size() + body.length);
        return new Call(socket, text, new String(body, StandardCharsets.UTF_8));
    }

    private static boolean endsWithEmptyLine(ByteArrayOutputStream head) {
        int size = head.size();
        if (size < 4) {
            return false;
        }
        byte[] all = head.toByteArray();
        return all[size - 1] == '\n' && all[size - 2] == '\r' && all[size - 3] == '\n' && all[size - 4] == '\r';
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
