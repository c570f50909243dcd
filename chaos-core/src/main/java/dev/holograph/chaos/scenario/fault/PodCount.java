package dev.holograph.chaos.scenario.fault;

/** How many pods a fault reaches: a number, or a share, of which at least one is taken. */
public record PodCount(int number, boolean isPercent) {

    /** @throws IllegalArgumentException if it is neither */
    public static PodCount parse(String text) {
        if (!text.matches("[1-9]\\d{0,3}|([1-9]\\d?|100)%")) {
            throw new IllegalArgumentException(
                    "pods must be a number from 1 or a share such as 50%, not '" + text + "'");
        }
        boolean percent = text.endsWith("%");
        return new PodCount(Integer.parseInt(percent ? text.substring(0, text.length() - 1) : text), percent);
    }

    /** Returns how many of these pods it means, at most all of them. */
    public int of(int pods) {
        int wanted = isPercent ? Math.max(1, pods * number / 100) : number;
        return Math.min(wanted, pods);
    }
}
