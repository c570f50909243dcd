package dev.holograph.chaos.maven;

import dev.holograph.chaos.spi.MessageContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What a Maven build lends those who send its messages. */
final class MavenMessageContext implements MessageContext {

    private final Credentials credentials;

    MavenMessageContext(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public Optional<String> secret(String variable, String server) {
        return credentials.find(variable, server);
    }

    @Override
    public Optional<String> user(String server) {
        return credentials.user(server);
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis());
    }
}
