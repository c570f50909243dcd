package dev.holograph.chaos.scenario;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a person most likely meant. */
public final class NearestName {

    private static final int SHARED = 4;
    private static final int LONG = 6;

    private NearestName() {}

    /**
     * The candidate with the smallest edit distance, if at most a third of the letters differ, or two letters (which is
     * what it takes to swap them) of a name of four or five. Without any, the only candidate that begins the name or is
     * begun by it, as {@code grace} does {@code gracePeriod}, if four letters are shared.
     */
    public static Optional<String> to(String name, Collection<String> candidates) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int furthest = Math.max(wanted.length() / 3, Math.min(2, wanted.length() / 2));
        return candidates.stream()
                .filter(candidate -> Math.abs(candidate.length() - wanted.length()) <= furthest)
                .filter(candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT)) <= furthest)
                .min(Comparator.comparingInt(candidate -> distance(wanted, candidate.toLowerCase(Locale.ROOT))))
                .or(() -> longer(wanted, candidates));
    }

    /**
     * Whether a value, which may be right, is more likely another one misspelt: one letter differs, of longer values two. Not
     * where only digits do, as of 200 and 500.
     */
    public static boolean isSlip(String written, String other) {
        int length = Math.min(written.length(), other.length());
        int most = length < SHARED ? 0 : length < LONG ? 1 : 2;
        return !letters(written).equals(letters(other)) && distance(written, other) <= most;
    }

    private static String letters(String text) {
        return text.replaceAll("\\d", "");
    }

    private static Optional<String> longer(String wanted, Collection<String> candidates) {
        List<String> found = candidates.stream()
                .filter(candidate -> Math.min(candidate.length(), wanted.length()) >= SHARED)
                .filter(candidate -> {
                    String name = candidate.toLowerCase(Locale.ROOT);
                    return wanted.startsWith(name) || name.startsWith(wanted);
                })
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
