package dev.holograph.chaos.adapters.message.mail;

import dev.holograph.chaos.adapters.message.Attempts.NotTaken;
import dev.holograph.chaos.adapters.message.Texts;
import dev.holograph.chaos.adapters.message.Trust;
import dev.holograph.chaos.spi.MessageException;
import dev.holograph.chaos.spi.SecretForms;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** Puts into words what an SMTP server did not do, and decides whether to try again. */
final class SmtpProblems {

    private static final int LONGEST = 200;

    private SmtpProblems() {}

    /** @throws NotTaken if it makes sense to try again */
    static MessageException whileConnecting(MailSettings settings, MessagingException problem, SecretForms hidden)
            throws NotTaken {
        if (isSecurity(problem)) {
            return new MessageException(
                    settings.place() + " cannot be trusted: " + text(deepest(problem), hidden) + "; " + Trust.ADVICE,
                    problem);
        }
        if (String.valueOf(problem.getMessage()).contains("STARTTLS is required")) {
            return new MessageException(
                    settings.place() + " does not offer STARTTLS; nothing was sent. Use `security: tls` with its port,"
                            + " or another server",
                    problem);
        }
        throw new NotTaken(settings.place() + " cannot be used: " + text(problem, hidden), null);
    }

    /** @throws NotTaken if the server has certainly not taken the mail, and may do so later */
    static MessageException whileSending(MailSettings settings, MessagingException problem, SecretForms hidden)
            throws NotTaken {
        if (problem instanceof SendFailedException partly && count(partly.getValidSentAddresses()) > 0) {
            return new MessageException(
                    "sent, but not to " + names(partly.getInvalidAddresses(), partly.getValidUnsentAddresses()) + ": "
                            + said(settings, problem, hidden),
                    problem);
        }
        int code = code(problem);
        String found = said(settings, problem, hidden);
        if (code >= 400 && code < 500) {
            throw new NotTaken(found, null);
        }
        return new MessageException(
                code >= 500 ? found : found + "; the mail may have arrived, so it was not sent again", problem);
    }

    private static String said(MailSettings settings, MessagingException problem, SecretForms hidden) {
        return settings.place() + ": " + text(mostTelling(problem), hidden);
    }

    private static int count(Address @Nullable [] addresses) {
        return addresses == null ? 0 : addresses.length;
    }

    private static String names(Address @Nullable [] some, Address @Nullable [] others) {
        return Arrays.asList(some, others).stream()
                .filter(addresses -> addresses != null)
                .flatMap(Arrays::stream)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    /** The SMTP code of the first problem that has one; 0 if none has. */
    private static int code(MessagingException problem) {
        for (Exception at = problem; at instanceof MessagingException one; at = one.getNextException()) {
            int code = one instanceof SMTPAddressFailedException address
                    ? address.getReturnCode()
                    : one instanceof SMTPSenderFailedException sender
                            ? sender.getReturnCode()
                            : one instanceof SMTPSendFailedException send ? send.getReturnCode() : 0;
            if (code >= 400) {
                return code;
            }
        }
        return 0;
    }

    /** Finds the first exception of a chain that has the server's own words. */
    private static Throwable mostTelling(MessagingException problem) {
        for (Exception at = problem; at instanceof MessagingException one; at = one.getNextException()) {
            if (one instanceof SMTPAddressFailedException
                    || one instanceof SMTPSenderFailedException
                    || one instanceof SMTPSendFailedException send && send.getReturnCode() >= 400) {
                return one;
            }
        }
        return problem;
    }

    private static boolean isSecurity(MessagingException problem) {
        for (Throwable at = problem; at != null; at = at.getCause()) {
            if (at instanceof SSLException || at instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    private static Throwable deepest(Throwable problem) {
        Throwable at = problem;
        while (at.getCause() != null && at.getCause() != at) {
            at = at.getCause();
        }
        return at;
    }

    private static String text(Throwable problem, SecretForms hidden) {
        // SecretForms before it is cut: half of a secret would no longer be known as one.
        return Texts.line(hidden.hiddenIn(Texts.line(String.valueOf(problem.getMessage()), 10 * LONGEST)), LONGEST);
    }
}
