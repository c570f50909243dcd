package dev.holograph.chaos.adapters.message.mail;

import dev.holograph.chaos.adapters.message.Attempts;
import dev.holograph.chaos.adapters.message.Attempts.NotTaken;
import dev.holograph.chaos.adapters.message.Texts;
import dev.holograph.chaos.adapters.message.mail.MailSettings.Security;
import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.MessageContext;
import dev.holograph.chaos.spi.MessageException;
import dev.holograph.chaos.spi.Messenger;
import dev.holograph.chaos.spi.OutcomeMessage;
import dev.holograph.chaos.spi.SecretForms;
import dev.holograph.chaos.spi.SecretSource;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Sends mail by an SMTP server. */
final class SmtpMessenger implements Messenger {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final MailSettings settings;
    private final Duration timeout;
    private final @Nullable SSLSocketFactory trusted;

    SmtpMessenger(MailSettings settings) {
        this(settings, TIMEOUT, null);
    }

    /**
     * @param timeout for each answer of the server
     * @param trusted makes the TLS connections; {@code null}: what this Java trusts
     */
    SmtpMessenger(MailSettings settings, Duration timeout, @Nullable SSLSocketFactory trusted) {
        this.settings = settings;
        this.timeout = timeout;
        this.trusted = trusted;
    }

    private record Login(String user, String password) {}

    @Override
    public Optional<String> missing(MessageContext context) {
        if (settings.host().isEmpty()
                || settings.from().isEmpty()
                || settings.to().isEmpty()) {
            return Optional.of("its host, from or to is empty");
        }
        SecretSource secret = settings.secret();
        if (secret == null) {
            return Optional.empty();
        }
        if (secret.find(context).isEmpty()) {
            return Optional.of(secret.missing());
        }
        return user(context, secret).isPresent()
                ? Optional.empty()
                : Optional.of("there is a password and no user; write `user:`, or a <username> in the <server>");
    }

    private Optional<String> user(MessageContext context, SecretSource secret) {
        String user = settings.user();
        return (user == null && secret.server() != null ? context.user(secret.server()) : Optional.ofNullable(user))
                .filter(name -> !name.isBlank());
    }

    private @Nullable Login login(MessageContext context) throws MessageException {
        SecretSource secret = settings.secret();
        if (secret == null) {
            return null;
        }
        return new Login(
                user(context, secret).orElseThrow(() -> new MessageException("there is no user")),
                secret.find(context).orElseThrow(() -> new MessageException(secret.missing())));
    }

    @Override
    public String look(MessageContext context) throws MessageException, InterruptedException {
        Login login = login(context);
        try {
            withOwnClasses(() -> close(connected(session(), login)));
        } catch (NotTaken e) {
            throw new MessageException(String.valueOf(e.getMessage()), e);
        }
        SecretSource secret = settings.secret();
        return settings.place() + " (" + settings.security().word() + ") answers"
                + (secret == null
                        ? ", without a user"
                        : ", and lets in the user with the password from " + secret.shown());
    }

    @Override
    public void send(OutcomeMessage message, MessageContext context, Deadline deadline)
            throws MessageException, InterruptedException {
        Login login = login(context);
        Session session = session();
        MimeMessage mail = mail(session, message, context);
        Attempts.make(() -> withOwnClasses(() -> send(session, login, mail)), context, deadline);
    }

    private MimeMessage mail(Session session, OutcomeMessage message, MessageContext context) throws MessageException {
        try {
            return new MailBuilder(settings.from(), settings.to(), context.clock()).build(session, message);
        } catch (MessagingException e) {
            throw new MessageException(
                    "the mail cannot be made: " + Texts.line(String.valueOf(e.getMessage()), 200), e);
        }
    }

    private void send(Session session, @Nullable Login login, MimeMessage mail) throws NotTaken, MessageException {
        SecretForms hidden = hidden(login);
        Transport transport = connected(session, login);
        try {
            transport.sendMessage(mail, mail.getAllRecipients());
        } catch (MessagingException e) {
            throw SmtpProblems.whileSending(settings, e, hidden);
        } finally {
            close(transport);
        }
    }

    /** Whether the server says goodbye changes nothing: what it has taken, it has. */
    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            // the connection is gone, which was wanted
        }
    }

    /** Nothing of the message has been said until then. */
    private Transport connected(Session session, @Nullable Login login) throws NotTaken, MessageException {
        try {
            Transport transport = session.getTransport("smtp");
            transport.connect(
                    settings.host(),
                    settings.port(),
                    login == null ? null : login.user(),
                    login == null ? null : login.password());
            return transport;
        } catch (AuthenticationFailedException e) {
            SecretSource secret = settings.secret();
            throw new MessageException(
                    settings.place() + " does not let the user in"
                            + (secret == null
                                    ? "; it wants a user and a password"
                                    : "; check the user and the password from " + secret.shown()),
                    e);
        } catch (MessagingException e) {
            throw SmtpProblems.whileConnecting(settings, e, hidden(login));
        }
    }

    private static SecretForms hidden(@Nullable Login login) {
        return login == null ? SecretForms.of() : SecretForms.of(login.password());
    }

    private Session session() {
        Properties all = new Properties();
        all.setProperty("mail.from", settings.from()); // for the Message-ID, which else names this user and machine
        String millis = Long.toString(timeout.toMillis());
        all.setProperty(
                "mail.smtp.connectiontimeout", Long.toString(Math.min(CONNECT_TIMEOUT.toMillis(), timeout.toMillis())));
        all.setProperty("mail.smtp.timeout", millis);
        all.setProperty("mail.smtp.writetimeout", millis);
        all.setProperty("mail.smtp.auth", Boolean.toString(settings.secret() != null));
        all.setProperty("mail.smtp.sendpartial", "true");
        all.setProperty("mail.smtp.quitwait", "false");
        all.setProperty("mail.smtp.ssl.enable", Boolean.toString(settings.security() == Security.TLS));
        all.setProperty("mail.smtp.starttls.enable", Boolean.toString(settings.security() == Security.STARTTLS));
        all.setProperty("mail.smtp.starttls.required", Boolean.toString(settings.security() == Security.STARTTLS));
        all.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        all.setProperty("mail.smtp.ssl.protocols", "TLSv1.2 TLSv1.3");
        if (trusted != null) {
            all.put("mail.smtp.ssl.socketFactory", trusted);
        }
        return Session.getInstance(all);
    }

    @FunctionalInterface
    private interface Work {
        void run() throws NotTaken, MessageException, InterruptedException;
    }

    /** Mail looks for its parts by the thread's class loader, which here may be Maven's. */
    private static void withOwnClasses(Work work) throws NotTaken, MessageException, InterruptedException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(SmtpMessenger.class.getClassLoader());
        try {
            work.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
