package dev.holograph.chaos.adapters.message.slack;

import dev.holograph.chaos.adapters.message.Texts;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.slo.Result;
import dev.holograph.chaos.spi.OutcomeMessage;
import dev.holograph.chaos.spi.OutcomeMessage.Link;
import dev.holograph.chaos.spi.OutcomeMessage.ScenarioOutcome;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message in Slack's Block Kit. Slack refuses a header of over 150 characters, a section of over 3000, more than 10
 * fields of over 2000 each and more than 50 blocks; and, as users found, whole messages from about 13,000 characters on.
 * This stays far below all of them, whatever the texts are.
 */
final class SlackBlocks {

    static final int LONGEST_HEADER = 150;
    static final int LONGEST_MESSAGE = 6000;

    private static final int LONGEST_SECTION = 1500;
    private static final int LONGEST_FIELD = 200;
    private static final int LONGEST_REASON = 300;
    private static final int LONGEST_URL = 1000;
    private static final int REASONS = 3;
    private static final int SCENARIOS = 10;
    private static final int LINKS = 5;
    private static final int SHORT_COMMIT = 10;

    private SlackBlocks() {}

    static String json(OutcomeMessage message) {
        String headline = Texts.line(message.headline(), LONGEST_HEADER);
        JsonArray blocks = new JsonArray()
                .add(new JsonObject()
                        .put("type", "header")
                        .put(
                                "text",
                                new JsonObject()
                                        .put("type", "plain_text")
                                        .put("emoji", false)
                                        .put("text", fit(headline, LONGEST_HEADER))))
                .add(new JsonObject().put("type", "section").put("fields", fields(message)));
        String problem = message.problem();
        if (problem != null) {
            blocks.add(section(fit(Texts.line(problem, LONGEST_SECTION), LONGEST_SECTION)));
        }
        JsonObject links = links(message.links());
        scenarios(message, blocks, links == null ? 0 : links.encode().length());
        if (links != null) {
            blocks.add(links);
        }
        return new JsonObject()
                .put("text", fit(headline, LONGEST_HEADER)) // what a notification shows
                .put("blocks", blocks)
                .encode();
    }

    /** The worst first, as many as there is room for. */
    private static void scenarios(OutcomeMessage message, JsonArray blocks, int reserved) {
        List<ScenarioOutcome> sorted = message.scenarios().stream()
                .sorted(Comparator.comparing(ScenarioOutcome::result).reversed())
                .toList();
        int shown = 0;
        int length = blocks.encode().length() + reserved;
        for (ScenarioOutcome scenario : sorted) {
            JsonObject block = section(text(scenario, message.label(scenario)));
            length += block.encode().length();
            if (shown == SCENARIOS || length > LONGEST_MESSAGE - LONGEST_FIELD) {
                blocks.add(section("and " + (sorted.size() - shown) + " more scenarios: see the report"));
                return;
            }
            blocks.add(block);
            shown++;
        }
    }

    private static String text(ScenarioOutcome scenario, String label) {
        StringBuilder text = new StringBuilder("*")
                .append(scenario.result().words())
                .append("*  ")
                .append(fit(Texts.line(scenario.title(), LONGEST_FIELD), LONGEST_FIELD))
                .append(" (`")
                .append(fit(Texts.line(label, LONGEST_FIELD), LONGEST_FIELD))
                .append("`)");
        if (scenario.isFixed() && scenario.before() != null) {
            text.append("\nIt was ").append(scenario.before().words()).append(" last time.");
        }
        if (scenario.result() != Result.PASS) {
            text.append('\n').append(fit(Texts.line(scenario.summary(), LONGEST_REASON), LONGEST_REASON));
            List<String> reasons = scenario.reasons();
            int shown = 0;
            for (String reason : reasons) {
                String line = "\n• " + fit(Texts.line(reason, LONGEST_REASON), LONGEST_REASON);
                if (shown == REASONS || text.length() + line.length() > LONGEST_SECTION - LONGEST_REASON / 2) {
                    text.append("\nand ").append(reasons.size() - shown).append(" more");
                    break;
                }
                text.append(line);
                shown++;
            }
        }
        return text.toString();
    }

    private static JsonArray fields(OutcomeMessage message) {
        List<String> fields = new ArrayList<>();
        field(fields, "Project", message.project());
        field(fields, "Environment", message.environment());
        field(
                fields,
                "Took",
                Quantity.time(Duration.between(message.started(), message.ended())
                                .truncatedTo(ChronoUnit.SECONDS))
                        .toString());
        String commit = message.commit();
        field(fields, "Commit", commit == null ? "" : commit.substring(0, Math.min(SHORT_COMMIT, commit.length())));
        JsonArray json = new JsonArray();
        fields.forEach(field -> json.add(markdown(field)));
        return json;
    }

    private static void field(List<String> fields, String name, String value) {
        if (!value.isBlank()) {
            fields.add("*" + name + "*\n" + fit(Texts.line(value, LONGEST_FIELD), LONGEST_FIELD));
        }
    }

    /** {@code null} if there is none that Slack could show. */
    private static @Nullable JsonObject links(List<Link> links) {
        String text = links.stream()
                .filter(link -> link.url().matches("https?://[^\\s<>|]{1," + LONGEST_URL + "}"))
                .limit(LINKS)
                .map(link -> "<" + fit(link.url(), LONGEST_URL * 5) + "|"
                        + fit(Texts.line(link.name(), LONGEST_FIELD), LONGEST_FIELD)
                                .replace("|", "¦") + ">")
                .reduce(
                        "",
                        (all, link) -> all.length() + link.length() > LONGEST_SECTION
                                ? all
                                : all.isEmpty() ? link : all + "  ·  " + link);
        return text.isEmpty() ? null : section(text);
    }

    private static JsonObject section(String text) {
        return new JsonObject().put("type", "section").put("text", markdown(text));
    }

    /** Verbatim: what looks like a channel, a user or a URL is not made one. */
    private static JsonObject markdown(String text) {
        return new JsonObject().put("type", "mrkdwn").put("verbatim", true).put("text", text);
    }

    /** Escaped as Slack wants it, and cut where it would be too long, never within an escape. */
    static String fit(String text, int most) {
        StringBuilder fitting = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            String next =
                    switch (point) {
                        case '&' -> "&amp;";
                        case '<' -> "&lt;";
                        case '>' -> "&gt;";
                        default -> Character.toString(point);
                    };
            if (fitting.length() + next.length() > most - 1 && i + Character.charCount(point) < text.length()
                    || fitting.length() + next.length() > most) {
                return fitting.append('…').toString();
            }
            fitting.append(next);
            i += Character.charCount(point);
        }
        return fitting.toString();
    }
}
