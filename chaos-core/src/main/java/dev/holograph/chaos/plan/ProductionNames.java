package dev.holograph.chaos.plan;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells from a name whether it may be production. The guard's lists decide what is touched; this is the second look, for
 * the day on which somebody lists the wrong thing. It rather sees production too often than once too little.
 */
final class ProductionNames {

    /**
     * Matches one word in lower case: {@code euprod}, {@code prodweb}, {@code prd2}. Not {@code product}, {@code reproduce},
     * {@code nonprod}, {@code olive}.
     */
    private static final Pattern PRODUCTION =
            Pattern.compile("(?<!non)prod(?!uc|ig|d)|(?<!re)production|^prd|prd$|^live$|^прод");

    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("[^\\p{L}]+|(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

    private static final Pattern BETWEEN_NAMES = Pattern.compile("[^\\p{L}]+");

    /** Accents and what is not seen at all. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{M}\\p{Cf}]");

    /** Letters that look like one of ASCII, in lower case, and that one behind each. */
    private static final Map<Character, Character> LOOK_ALIKES = pairs(
            // Cyrillic
            "аaвbсcԁdеeєeгrһhіiїiјjкkӏlмmпnоoрpԛqѕsтtуyѵvԝwхxўy"
                    // Greek
                    + "αaβbεeηnιiκkνvοoρpτtυuχxωwγyσoδd"
                    // Armenian, Latin of other languages and of phonetics, small capitals
                    + "օoոnսuհhցgɑaıiøođdðdłlɩiʋvɡgɴnʀrᴘpᴏoᴅdᴜuᴄcᴛtɪiʟlᴠvᴇe");

    private ProductionNames() {}

    /** Whether a part of it looks like production to a person, or is written in such a way that nobody can tell. */
    static boolean isProduction(String name) {
        String plain =
                UNSEEN.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
        return readings(plain).flatMap(BETWEEN_WORDS::splitAsStream).anyMatch(word -> PRODUCTION
                        .matcher(word.toLowerCase(Locale.ROOT))
                        .find())
                || readings(plain).flatMap(BETWEEN_NAMES::splitAsStream).anyMatch(word -> PRODUCTION
                        .matcher(word.toLowerCase(Locale.ROOT))
                        .find())
                || BETWEEN_NAMES.splitAsStream(plain).anyMatch(ProductionNames::mixesAlphabets);
    }

    /** As it is, as it looks, and with digits that stand for letters. */
    private static Stream<String> readings(String name) {
        String looks = asItLooks(name);
        String zeros = looks.replace('0', 'o');
        return Stream.of(name, looks, zeros, zeros.replace('1', 'l'), zeros.replace('1', 'i'));
    }

    private static String asItLooks(String name) {
        StringBuilder looks = new StringBuilder();
        for (int at = 0; at < name.length(); at++) {
            char letter = name.charAt(at);
            char lower = Character.toLowerCase(letter);
            Character ascii = LOOK_ALIKES.get(lower);
            if (ascii == null) {
                looks.append(letter);
            } else {
                looks.append(lower == letter ? ascii : Character.toUpperCase(ascii));
            }
        }
        return looks.toString();
    }

    private static boolean mixesAlphabets(String word) {
        List<Character.UnicodeScript> scripts = word.codePoints()
                .mapToObj(Character.UnicodeScript::of)
                .distinct()
                .toList();
        return scripts.size() > 1 && scripts.contains(Character.UnicodeScript.LATIN);
    }

    private static Map<Character, Character> pairs(String all) {
        Map<Character, Character> pairs = new HashMap<>();
        for (int i = 0; i < all.length(); i += 2) {
            pairs.put(all.charAt(i), all.charAt(i + 1));
        }
        return Map.copyOf(pairs);
    }
}
