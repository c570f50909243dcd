package dev.holograph.chaos.adapters.message.mail;

import dev.holograph.chaos.adapters.message.Texts;
import dev.holograph.chaos.spi.OutcomeMessage;
import dev.holograph.chaos.spi.OutcomeMessage.ScenarioOutcome;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.time.Clock;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a mail: a plain text, and the same as HTML with a chart of each run that is not green. */
final class MailBuilder {

    private static final int LONGEST_SUBJECT = 150;
    private static final int CHARTS = 5;
    private static final String UTF_8 = "UTF-8";

    private final String from;
    private final List<String> to;
    private final Clock clock;

    MailBuilder(String from, List<String> to, Clock clock) {
        this.from = from;
        this.to = to;
        this.clock = clock;
    }

    MimeMessage build(Session session, OutcomeMessage message) throws MessagingException {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(Addresses.of(from));
        for (String one : to) {
            mail.addRecipient(RecipientType.TO, (InternetAddress) Addresses.of(one));
        }
        mail.setSubject(subject(message), UTF_8);
        mail.setSentDate(Date.from(clock.instant()));
        mail.setHeader("Auto-Submitted", "auto-generated"); // nobody's absence note answers it
        Map<String, byte[]> charts = charts(message);
        mail.setContent(alternatives(message, charts));
        mail.saveChanges();
        return mail;
    }

    /** On one line: a line end in it would begin another header. */
    static String subject(OutcomeMessage message) {
        String where =
                message.project().isBlank() ? message.environment() : message.project() + ", " + message.environment();
        return Texts.line("[chaos] " + message.headline() + " – " + where, LONGEST_SUBJECT);
    }

    /** By the content id. What cannot be drawn is left out: the mail says all of it in words. */
    private static Map<String, byte[]> charts(OutcomeMessage message) {
        Map<String, byte[]> charts = new LinkedHashMap<>();
        for (ScenarioOutcome scenario : MailText.sorted(message)) {
            if (charts.size() < CHARTS && !scenario.result().words().equals("PASS")) {
                ChartImage.png(scenario.observed()).ifPresent(png -> charts.put(MailText.chartId(scenario), png));
            }
        }
        return charts;
    }

    private static Multipart alternatives(OutcomeMessage message, Map<String, byte[]> charts)
            throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(MailText.plain(message), UTF_8, "plain");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(MailText.html(message, charts.keySet()), UTF_8, "html");
        MimeMultipart alternatives = new MimeMultipart("alternative");
        alternatives.addBodyPart(text);
        alternatives.addBodyPart(charts.isEmpty() ? html : related(html, charts));
        return alternatives;
    }

    private static MimeBodyPart related(MimeBodyPart html, Map<String, byte[]> charts) throws MessagingException {
        MimeMultipart related = new MimeMultipart("related");
        related.addBodyPart(html);
        int number = 0;
        for (Map.Entry<String, byte[]> chart : charts.entrySet()) {
            MimeBodyPart image = new MimeBodyPart();
            image.setDataHandler(new DataHandler(new ByteArrayDataSource(chart.getValue(), "image/png")));
            image.setContentID("<" + chart.getKey() + ">");
            image.setDisposition(Part.INLINE);
            image.setFileName("chart-" + ++number + ".png");
            related.addBodyPart(image);
        }
        MimeBodyPart part = new MimeBodyPart();
        part.setContent(related);
        return part;
    }
}
