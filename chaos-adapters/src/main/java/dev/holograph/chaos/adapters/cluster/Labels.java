package dev.holograph.chaos.adapters.cluster;

import java.util.Map;
import java.util.TreeMap;

/** The labels of a selector that names each with one value. */
public final class Labels {

    private Labels() {}

    /**
     * By name.
     *
     * @throws IllegalArgumentException if the selector says more than {@code name=value,…}
     */
    public static Map<String, String> parse(String selector) {
        Map<String, String> labels = new TreeMap<>();
        for (String part : selector.split(",", -1)) {
            String[] sides = part.strip().split("==?", 2);
            boolean isLabel =
                    sides.length == 2 && !sides[0].isBlank() && !sides[0].endsWith("!") && !part.contains(" in ");
            if (!isLabel || labels.put(sides[0].strip(), sides[1].strip()) != null) {
                throw new IllegalArgumentException(
                        "this fault needs a selector of the form app=web,tier=front, not '" + selector + "'");
            }
        }
        return labels;
    }
}
