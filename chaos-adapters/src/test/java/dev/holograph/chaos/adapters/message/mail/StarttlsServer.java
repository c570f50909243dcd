package dev.holograph.chaos.adapters.message.mail;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that wants STARTTLS and a password, and refuses when it is told to. */
final class StarttlsServer implements AutoCloseable {

    /** @param at {@code from}, {@code to} or {@code data}; with a recipient's address only that one is refused */
    record Refusal(String at, int code, String text) {}

    private final Deque<Refusal> refusals = new ArrayDeque<>();
    private final List<String> received = Collections.synchronizedList(new ArrayList<>());
    private final List<String> recipients = Collections.synchronizedList(new ArrayList<>());
    private final SMTPServer server;

    private final AtomicInteger privateConnections = new AtomicInteger();

    /** @param user the only one that is let in */
    StarttlsServer(String user, String password) throws Exception {
        SSLSocketFactory tls = TestCertificates.serving();
        server = SMTPServer.port(0)
                .bindAddress(InetAddress.getByName("127.0.0.1"))
                .enableTLS()
                .requireTLS()
                .requireAuth()
                .startTlsSocketFactory(socket -> {
                    SSLSocket secured = (SSLSocket)
                            tls.createSocket(socket, socket.getInetAddress().getHostName(), socket.getPort(), true);
                    secured.setUseClientMode(false);
                    privateConnections.incrementAndGet();
                    return secured;
                })
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((name, secret, context) -> {
                    if (!name.equals(user) || !secret.equals(password)) {
                        throw new LoginFailedException();
                    }
                }))
                .messageHandlerFactory(context -> new Handler())
                .build();
        server.start();
    }

    /** The next one for whom it fits is refused so, the one after it by the next refusal. */
    StarttlsServer refusing(Refusal... some) {
        Collections.addAll(refusals, some);
        return this;
    }

    private final class Handler implements MessageHandler {

        @Override
        public void from(String from) throws RejectException {
            refuseAt("from");
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            refuseAt("to");
            refuseAt(recipient);
            recipients.add(recipient);
        }

        @Override
        public String data(InputStream data) throws RejectException, IOException {
            String text = new String(data.readAllBytes(), StandardCharsets.UTF_8);
            refuseAt("data");
            received.add(text);
            return null;
        }

        @Override
        public void done() {}

        private void refuseAt(String place) throws RejectException {
            Refusal next = refusals.peek();
            if (next != null && next.at().equals(place)) {
                refusals.remove();
                throw new RejectException(next.code(), next.text());
            }
        }
    }

    int port() {
        return server.getPortAllocated();
    }

    /** How many connections became private. */
    int privateConnections() {
        return privateConnections.get();
    }

    List<String> received() {
        return received;
    }

    List<String> recipients() {
        return recipients;
    }

    @Override
    public void close() {
        server.stop();
    }
}
