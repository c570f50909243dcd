package dev.holograph.chaos.adapters.message.mail;

import dev.holograph.chaos.adapters.message.mail.MailSettings.Security;
import dev.holograph.chaos.plan.MessageSpec.Value;
import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import dev.holograph.chaos.spi.MessageProvider;
import dev.holograph.chaos.spi.MessageSettings;
import dev.holograph.chaos.spi.Messenger;
import dev.holograph.chaos.spi.SecretSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends messages by e-mail. */
public final class MailMessageProvider implements MessageProvider {

    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+]");
    private static final int MOST_RECIPIENTS = 50;

    @Override
    public String type() {
        return "mail";
    }

    @Override
    public Validated<Messenger> messenger(MessageSettings settings) {
        settings.refuse("password", "a password");
        Value host = host(settings);
        Security security = security(settings);
        int port = port(settings, security);
        Value user = settings.value("user");
        SecretSource secret = settings.secret();
        Value from = settings.need("from", "from: chaos@example.org");
        check(settings, from);
        List<String> to = new ArrayList<>();
        List<Value> recipients = settings.needAny("to", "to: [team@example.org]");
        for (Value one : recipients) {
            check(settings, one);
            if (!one.text().isBlank()) {
                to.add(one.text().strip());
            }
        }
        if (recipients.size() > MOST_RECIPIENTS) {
            settings.add(Violation.of(
                            recipients.get(MOST_RECIPIENTS).at(),
                            "'to' has more than " + MOST_RECIPIENTS + " addresses")
                    .withHint("use a mailing list"));
        }
        if (user != null && secret == null) {
            settings.needSecret("the password of 'user'");
        }
        if (host != null && security == Security.NONE && secret != null && !isThisMachine(host.text())) {
            settings.add(Violation.of(settings.at(), "the password would go to another machine without encryption")
                    .withHint("write `security: starttls` or `security: tls`"));
        }
        return settings.unlessAny(() -> new SmtpMessenger(new MailSettings(
                Objects.requireNonNull(host).text().strip(),
                port,
                security,
                user == null ? null : user.text(),
                secret,
                Objects.requireNonNull(from).text().strip(),
                to)));
    }

    private static @Nullable Value host(MessageSettings settings) {
        Value host = settings.need("host", "host: smtp.example.org");
        if (host != null
                && !host.text().isBlank()
                && !HOST.matcher(host.text().strip()).matches()) {
            settings.add(Violation.of(host.at(), "'host' is not the name of a host")
                    .withHint("write `host: smtp.example.org`, and the port under `port:`"));
            return null;
        }
        return host;
    }

    private static Security security(MessageSettings settings) {
        String word = settings.word(
                "security",
                Security.STARTTLS.word(),
                Arrays.stream(Security.values()).map(Security::word).toList());
        return Arrays.stream(Security.values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    private static int port(MessageSettings settings, Security security) {
        Value port = settings.value("port");
        if (port == null) {
            return security.port();
        }
        if (port.text().matches("[1-9]\\d{0,4}") && Integer.parseInt(port.text()) <= 65535) {
            return Integer.parseInt(port.text());
        }
        settings.add(Violation.of(port.at(), "'port' is no whole number from 1 to 65535"));
        return security.port();
    }

    private static void check(MessageSettings settings, @Nullable Value address) {
        if (address != null && !address.text().isBlank()) {
            String problem = Addresses.problem(address.text());
            if (problem != null) {
                settings.add(Violation.of(address.at(), problem).withHint("write name@example.org"));
            }
        }
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }
}
