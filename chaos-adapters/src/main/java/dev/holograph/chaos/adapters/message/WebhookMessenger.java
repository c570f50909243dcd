package dev.holograph.chaos.adapters.message;

import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.MessageContext;
import dev.holograph.chaos.spi.MessageException;
import dev.holograph.chaos.spi.Messenger;
import dev.holograph.chaos.spi.OutcomeMessage;
import dev.holograph.chaos.spi.SecretSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Posts a message to a webhook, whose whole URL is a secret. */
public final class WebhookMessenger implements Messenger {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final SecretSource source;
    private final Function<OutcomeMessage, String> body;
    private final WebhookAnswers answers;
    private final Duration timeout;

    /** @param body makes the JSON text that is posted */
    public WebhookMessenger(SecretSource source, Function<OutcomeMessage, String> body, WebhookAnswers answers) {
        this(source, body, answers, HttpPost.TIMEOUT);
    }

    /** @param timeout from the request to its answer */
    public WebhookMessenger(
            SecretSource source, Function<OutcomeMessage, String> body, WebhookAnswers answers, Duration timeout) {
        this.source = source;
        this.body = body;
        this.answers = answers;
        this.timeout = timeout;
    }

    @Override
    public Optional<String> missing(MessageContext context) {
        return source.find(context).isPresent() ? Optional.empty() : Optional.of(source.missing());
    }

    @Override
    public String look(MessageContext context) throws MessageException {
        return "webhook on " + url(context).getHost() + ", its URL from " + source.shown();
    }

    @Override
    public void send(OutcomeMessage message, MessageContext context, Deadline deadline)
            throws MessageException, InterruptedException {
        String json = body.apply(message);
        HttpPost post = new HttpPost(url(context), context.clock(), timeout);
        Attempts.make(() -> post.send(json, message.id(), answers), context, deadline);
    }

    /** No problem with it repeats the URL. */
    private URI url(MessageContext context) throws MessageException {
        String text = source.find(context).orElseThrow(() -> new MessageException(source.missing()));
        try {
            URI url = new URI(text);
            boolean isSafe = "https".equalsIgnoreCase(url.getScheme())
                    || "http".equalsIgnoreCase(url.getScheme()) && THIS_MACHINE.contains(String.valueOf(url.getHost()));
            if (isSafe && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // The same as any other text that is no URL.
        }
        throw new MessageException(
                "what " + source.shown() + " holds is no https URL; on this machine http is allowed as well");
    }
}
