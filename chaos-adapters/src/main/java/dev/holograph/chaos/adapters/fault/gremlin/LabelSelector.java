package dev.holograph.chaos.adapters.fault.gremlin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Labels by equality: {@code app=renderer,tier!=test}. Gremlin tells the labels of its pods and is not asked to select
 * by them, so this driver does; it does not know kubectl's other forms.
 */
record LabelSelector(List<Term> terms) {

    private static final Pattern TERM =
            Pattern.compile("\\s*([A-Za-z0-9][A-Za-z0-9._/-]*)\\s*(==|=|!=)\\s*([A-Za-z0-9._-]*)\\s*");

    /** One condition. */
    record Term(String key, boolean equal, String value) {
        boolean matches(Map<String, String> labels) {
            return equal == value.equals(labels.get(key));
        }
    }

    /** @throws IllegalArgumentException if it is none that this driver understands */
    static LabelSelector parse(String text) {
        List<Term> terms = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = TERM.matcher(part);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("driver '" + GremlinDriverProvider.NAME
                        + "' selects pods by labels that are equal or not, and cannot honour selector: " + text
                        + "; write app=renderer, or app=renderer,tier!=test");
            }
            terms.add(new Term(matcher.group(1), !matcher.group(2).equals("!="), matcher.group(3)));
        }
        return new LabelSelector(List.copyOf(terms));
    }

    boolean matches(Map<String, String> labels) {
        return terms.stream().allMatch(term -> term.matches(labels));
    }
}
