package dev.holograph.chaos.application;

import dev.holograph.chaos.spi.MessageContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What a build lends those who send its messages. */
final class BuildMessageContext implements MessageContext {

    private final Credentials credentials;

    BuildMessageContext(Credentials credentials) {
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
