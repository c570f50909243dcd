package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.adapters.cluster.Api;
import dev.holograph.chaos.spi.DriverException;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the clock of a pod's node stands to the clock of this machine. The pod is asked for its time again and again over
 * one connection; its time lies between the sending of the question and the coming of the answer, and the quickest
 * answer tells most.
 *
 * @param aheadMicros how far it is ahead
 * @param uncertainMicros how much more or less that may be
 */
record RunnerClock(long aheadMicros, long uncertainMicros) {

    private static final int QUESTIONS = 10;

    /** Busybox has no fractions of a second in date; its adjtimex, which only reads without options, has. */
    private static final String ANSWER =
            "while read question; do date +%s%N; adjtimex 2>/dev/null | grep time.tv_; echo .; done";

    private static final Pattern NANOS = Pattern.compile("\\d{19}");
    private static final Pattern SECONDS = Pattern.compile("tv_sec: +(\\d+)");
    private static final Pattern PART = Pattern.compile("tv_usec: +(\\d+)");
    private static final long MICROS = 1_000_000;

    /**
     * Asks a pod's sidecar.
     *
     * @throws DriverException if no command can be run in it
     */
    static RunnerClock of(KubernetesClient client, String namespace, String pod, Clock clock) throws DriverException {
        List<RunnerClock> answers = new ArrayList<>();
        try (ExecWatch exec = client.pods()
                        .inNamespace(namespace)
                        .withName(pod)
                        .inContainer(TestRunSpec.SAMPLES)
                        .redirectingInput()
                        .redirectingOutput()
                        .exec("sh", "-c", ANSWER);
                OutputStream questions = exec.getInput();
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(exec.getOutput(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < QUESTIONS; i++) {
                Instant asked = clock.instant();
                questions.write('\n');
                questions.flush();
                List<String> answer = new ArrayList<>();
                for (String line = lines.readLine(); line != null && !line.equals("."); line = lines.readLine()) {
                    answer.add(line);
                }
                of(answer, micros(asked), micros(clock.instant())).ifPresent(answers::add);
            }
        } catch (IOException e) {
            throw new DriverException("the clock of pod " + pod + " cannot be read: " + e.getMessage(), e);
        } catch (KubernetesClientException e) {
            throw new DriverException("the clock of pod " + pod + " cannot be read: " + Api.reason(e), e);
        }
        return answers.stream()
                .min((one, other) -> Long.compare(one.uncertainMicros, other.uncertainMicros))
                .orElseThrow(() -> new DriverException("pod " + pod + " does not tell its time"));
    }

    /** What one answer says; empty if it holds no time. */
    static Optional<RunnerClock> of(List<String> answer, long askedMicros, long answeredMicros) {
        String text = String.join("\n", answer);
        String first = answer.isEmpty() ? "" : answer.get(0).strip();
        Matcher seconds = SECONDS.matcher(text);
        Matcher part = PART.matcher(text);
        if (NANOS.matcher(first).matches()) {
            return Optional.of(between(Long.parseLong(first) / 1000, 0, askedMicros, answeredMicros));
        }
        if (seconds.find() && part.find()) {
            long fraction = Long.parseLong(part.group(1)); // nanoseconds where the kernel keeps time by them
            long micros = fraction < MICROS ? fraction : fraction / 1000;
            return Optional.of(
                    between(Long.parseLong(seconds.group(1)) * MICROS + micros, 0, askedMicros, answeredMicros));
        }
        Matcher whole = Pattern.compile("\\d{10}").matcher(first);
        return whole.lookingAt()
                ? Optional.of(between(Long.parseLong(whole.group()) * MICROS, MICROS, askedMicros, answeredMicros))
                : Optional.empty();
    }

    /** @param grain what was cut off of its time at most */
    private static RunnerClock between(long told, long grain, long asked, long answered) {
        return new RunnerClock(told + grain / 2 - (asked + answered) / 2, (answered - asked + grain) / 2);
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    /** {@code 12.3 ms ahead, give or take 4.0 ms}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f ms %s, give or take %.1f ms",
                Math.abs(aheadMicros) / 1e3,
                aheadMicros < 0 ? "behind" : "ahead",
                uncertainMicros / 1e3);
    }
}
