package dev.holograph.chaos.adapters.report.junit;

import dev.holograph.chaos.adapters.report.junit.TestCase.Kind;
import dev.holograph.chaos.report.PlainText;
import dev.holograph.chaos.run.RunResult;
import dev.holograph.chaos.slo.Result;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes runs as one test suite in the form of Surefire's reports, a test case for each objective. A breach is a failure,
 * what proves nothing is one of its own type (never skipped by itself: a build that proves nothing must not be green),
 * what could not be carried out or undone is an error.
 */
public final class JunitReport {

    private JunitReport() {}

    /**
     * @param notProvenFails whether a run that proved nothing fails the build; if not, its cases are skipped
     * @param report where a person reads more, as it is shown
     */
    public static void write(Path file, List<RunResult> results, boolean notProvenFails, String report)
            throws IOException {
        List<TestCase> cases = TestCase.named(results.stream()
                .flatMap(result -> TestCase.of(result, report).stream())
                .toList());
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (Writer out = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            suite(xml, cases, notProvenFails);
            xml.writeEndDocument();
            xml.flush();
            out.write('\n');
        } catch (XMLStreamException e) {
            throw new IOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static void suite(XMLStreamWriter xml, List<TestCase> cases, boolean notProvenFails)
            throws XMLStreamException {
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "chaos");
        xml.writeAttribute(
                "time", seconds(cases.stream().mapToDouble(TestCase::seconds).sum()));
        xml.writeAttribute("tests", Integer.toString(cases.size()));
        xml.writeAttribute("errors", count(cases, Kind.ERROR, notProvenFails));
        xml.writeAttribute("skipped", count(cases, Kind.SKIPPED, notProvenFails));
        xml.writeAttribute("failures", count(cases, Kind.FAILURE, notProvenFails));
        xml.writeCharacters("\n");
        for (TestCase one : cases) {
            testCase(xml, one, one.kind(notProvenFails));
        }
        xml.writeEndElement();
    }

    private static void testCase(XMLStreamWriter xml, TestCase one, Kind kind) throws XMLStreamException {
        xml.writeCharacters("  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("name", visible(one.name()));
        xml.writeAttribute("classname", visible(one.group()));
        xml.writeAttribute("time", seconds(one.seconds()));
        if (kind == Kind.PASSED) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(visible((one.result() == Result.WARN ? "WARN: " : "") + one.sentence()));
        } else {
            xml.writeStartElement(kind.name().toLowerCase(Locale.ROOT));
            xml.writeAttribute("message", visible(one.sentence()));
            if (kind != Kind.SKIPPED) {
                xml.writeAttribute("type", one.result().words().toLowerCase(Locale.ROOT));
            }
            xml.writeCharacters(visible(one.body()));
        }
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }

    private static String count(List<TestCase> cases, Kind kind, boolean notProvenFails) {
        return Long.toString(
                cases.stream().filter(one -> one.kind(notProvenFails) == kind).count());
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    /** XML has no way to write most control characters, nor half a surrogate pair: the writer escapes only the others. */
    private static String visible(String text) {
        StringBuilder out = new StringBuilder();
        PlainText.of(text)
                .codePoints()
                .map(c -> c == '\t'
                                || c == '\n'
                                || (c >= 0x20 && c < 0xD800)
                                || (c > 0xDFFF && c != 0xFFFE && c != 0xFFFF)
                        ? c
                        : 0xFFFD)
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
