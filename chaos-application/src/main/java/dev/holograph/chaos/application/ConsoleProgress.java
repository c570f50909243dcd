package dev.holograph.chaos.application;

import dev.holograph.chaos.run.Progress;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.slo.LiveView;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Tells of a run while it goes on: on a terminal one line that is written again every second, elsewhere a plain line
 * every few seconds.
 */
final class ConsoleProgress implements Progress {

    private static final int PLAIN_EVERY = 5;
    private static final String CLEAR = "\r\u001b[K";

    private final Log log;
    private final boolean live;
    /** Not System.out: Maven may take it line by line, and a live line has no end. */
    private final PrintStream terminal;

    private int ticks;

    /** Progress of one of several runs: plain lines that begin with its scenario's name. */
    static ConsoleProgress beside(Log log, String scenario) {
        return new ConsoleProgress(
                new Log() {
                    @Override
                    public void info(String line) {
                        log.info(scenario + ": " + line);
                    }

                    @Override
                    public void warn(String line) {
                        log.warn(scenario + ": " + line);
                    }

                    @Override
                    public void error(String line) {
                        log.error(scenario + ": " + line);
                    }
                },
                false);
    }

    ConsoleProgress(Log log, boolean live) {
        this(log, live, new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8));
    }

    ConsoleProgress(Log log, boolean live, PrintStream terminal) {
        this.log = log;
        this.live = live;
        this.terminal = terminal;
    }

    @Override
    public synchronized void event(String line) {
        if (live) {
            terminal.print(CLEAR);
            terminal.flush();
        }
        log.info(line);
    }

    @Override
    public synchronized void tick(Tick tick) {
        ticks++;
        if (live) {
            terminal.print(CLEAR + text(tick));
            terminal.flush();
        } else if (ticks % PLAIN_EVERY == 0) {
            log.info(text(tick));
        }
    }

    /** The run is over: the live line ends. */
    synchronized void end() {
        if (live) {
            terminal.print(CLEAR);
            terminal.flush();
        }
    }

    static String text(Progress.Tick tick) {
        String faults = tick.faults().isEmpty() ? "" : "  fault on: " + String.join(", ", tick.faults());
        return String.format(
                Locale.ROOT,
                "%-8s %3ds left%s%s",
                tick.phase().word(),
                tick.remaining().toSeconds(),
                tick.requests() == null ? "" : text(tick.requests()),
                faults);
    }

    private static String text(LiveView.Standing requests) {
        String p95 =
                requests.p95() == null ? "–" : Quantity.time(requests.p95()).toString();
        return String.format(
                Locale.ROOT, "  %7.1f/s  errors %5.1f%%  p95 %s", requests.rate(), requests.errors() * 100, p95);
    }
}
