package dev.holograph.chaos.adapters.message.mail;

import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.slo.FaultTimes;
import dev.holograph.chaos.slo.RunObservations;
import dev.holograph.chaos.slo.RunTimes;
import dev.holograph.chaos.slo.Series;
import dev.holograph.chaos.slo.Window;
import java.awt.AWTError;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Draws a run over time: the 95th percentile on a logarithmic scale, the share of errors from below, the faults as
 * bands. It needs no screen. A Java without fonts cannot draw it: then there is none.
 */
final class ChartImage {

    static final int WIDTH = 720;

    private static final int HEIGHT = 240;
    private static final int LEFT = 64;
    private static final int RIGHT = 12;
    private static final int TOP = 26;
    private static final int BOTTOM = 24;
    private static final int MARGIN = 4;
    private static final int PLOT_WIDTH = WIDTH - LEFT - RIGHT;
    private static final int PLOT_HEIGHT = HEIGHT - TOP - BOTTOM;
    /** More points than pixels show nothing more; of several seconds the worst is drawn. */
    private static final int MOST_POINTS = PLOT_WIDTH;

    private static final Color INK = new Color(0x1f2328);
    private static final Color PALE = new Color(0x6e7781);
    private static final Color FAULT = new Color(0xfff0e0);
    private static final Color LATENCY = new Color(0x0969da);
    private static final Color ERRORS = new Color(0xcf222e);

    private final Graphics2D graphics;
    private final List<Series.Second> seconds;
    private final long from;
    private final long length;

    private ChartImage(Graphics2D graphics, List<Series.Second> seconds) {
        this.graphics = graphics;
        this.seconds = seconds;
        this.from = seconds.get(0).start().toEpochMilli();
        this.length = Math.max(1000, seconds.get(seconds.size() - 1).start().toEpochMilli() + 1000 - from);
    }

    /** Empty where there is nothing to draw, or this Java cannot draw. */
    static Optional<byte[]> png(RunObservations observed) {
        RunTimes times = observed.times();
        List<Series.Second> seconds = observed.series().seconds();
        if (times == null || seconds.size() < 2) {
            return Optional.empty();
        }
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true"); // no window, no icon, no connection to a screen
        }
        try {
            BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            try {
                new ChartImage(graphics, seconds)
                        .draw(FaultTimes.of(
                                times, observed.faults(), observed.scenario().recovery()));
            } finally {
                graphics.dispose();
            }
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.setUseCache(false);
            return ImageIO.write(image, "png", png) ? Optional.of(png.toByteArray()) : Optional.empty();
        } catch (IOException | RuntimeException | LinkageError | InternalError | AWTError e) {
            return Optional.empty();
        }
    }

    private void draw(List<Window> faults) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.setColor(FAULT);
        for (Window fault : faults) {
            double start = x(fault.from() / 1000.0);
            graphics.fill(new Rectangle2D.Double(start, TOP, Math.max(2, x(fault.to() / 1000.0) - start), PLOT_HEIGHT));
        }
        double lowest = seconds.stream()
                .mapToDouble(Series.Second::p95)
                .filter(p95 -> p95 > 0)
                .min()
                .orElse(1);
        double highest = Math.max(
                lowest * 2,
                seconds.stream().mapToDouble(Series.Second::p95).max().orElse(1));
        axes(lowest, highest); // first: a line at the top must not vanish under the frame
        errors();
        latency(lowest, highest);
    }

    private void errors() {
        graphics.setColor(ERRORS);
        double width = Math.max(1, PLOT_WIDTH / (double) Math.min(MOST_POINTS, seconds.size()));
        for (Series.Second second : seconds) {
            if (second.due() > 0 && second.errors() > 0) {
                double height = Math.max(2, PLOT_HEIGHT * (double) second.errors() / second.due());
                graphics.fill(new Rectangle2D.Double(
                        x(second.start().toEpochMilli()), TOP + PLOT_HEIGHT - height, width, height));
            }
        }
    }

    private void latency(double lowest, double highest) {
        graphics.setColor(LATENCY);
        graphics.setStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        Path2D path = new Path2D.Double();
        int step = (seconds.size() + MOST_POINTS - 1) / MOST_POINTS;
        boolean isDown = false;
        for (int i = 0; i < seconds.size(); i += step) {
            double worst = seconds.subList(i, Math.min(i + step, seconds.size())).stream()
                    .mapToDouble(Series.Second::p95)
                    .max()
                    .orElse(-1);
            if (worst < 0) {
                isDown = false; // a gap is drawn as one
                continue;
            }
            double share =
                    (Math.log(Math.max(worst, lowest)) - Math.log(lowest)) / (Math.log(highest) - Math.log(lowest));
            double x = x(seconds.get(i).start().toEpochMilli() + 500);
            double y = TOP + MARGIN + (PLOT_HEIGHT - 2 * MARGIN) * (1 - share);
            if (isDown) {
                path.lineTo(x, y);
            } else {
                path.moveTo(x, y);
                path.lineTo(x, y);
            }
            isDown = true;
        }
        graphics.draw(path);
    }

    private void axes(double lowest, double highest) {
        graphics.setStroke(new BasicStroke(1));
        graphics.setColor(PALE);
        graphics.drawRect(LEFT, TOP, PLOT_WIDTH, PLOT_HEIGHT);
        graphics.drawString(time(highest), 6, TOP + 10);
        graphics.drawString(time(lowest), 6, TOP + PLOT_HEIGHT);
        graphics.drawString("0s", LEFT, HEIGHT - 8);
        String end = Quantity.time(Duration.ofSeconds(length / 1000)).toString();
        graphics.drawString(end, WIDTH - RIGHT - graphics.getFontMetrics().stringWidth(end), HEIGHT - 8);
        int x = LEFT;
        x = legend("p95 latency (logarithmic)", LATENCY, x);
        x = legend("share of errors", ERRORS, x);
        legend("fault", FAULT, x);
    }

    private int legend(String text, Color colour, int x) {
        graphics.setColor(colour);
        graphics.fillRect(x, 9, 10, 10);
        graphics.setColor(PALE);
        graphics.drawRect(x, 9, 10, 10);
        graphics.setColor(INK);
        graphics.drawString(text, x + 15, 19);
        return x + 15 + graphics.getFontMetrics().stringWidth(text) + 18;
    }

    private double x(double epochMillis) {
        double x = LEFT + PLOT_WIDTH * (epochMillis - from) / length;
        return Math.max(LEFT, Math.min(LEFT + PLOT_WIDTH, x));
    }

    private static String time(double millis) {
        return Quantity.time(Duration.ofNanos((long) (millis * 1e6))).toString();
    }
}
