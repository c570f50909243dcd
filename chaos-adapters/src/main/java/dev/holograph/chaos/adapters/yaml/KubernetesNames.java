package dev.holograph.chaos.adapters.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What an API server would refuse, or would take for something else, found before any request to it. */
final class KubernetesNames {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private static final String NAME = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
    private static final String DOMAIN = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private static final String KEY = "(" + DOMAIN + "/)?" + NAME;
    private static final String VALUE = "(" + NAME + ")?";

    /** One condition of a selector, as kubectl reads it. */
    private static final Pattern CONDITION = Pattern.compile("\\s*(" + KEY + "\\s*(==?|!=)\\s*" + VALUE + "|!\\s*" + KEY
            + "|" + KEY + "|" + KEY + "\\s*[<>]\\s*\\d+|" + KEY + "\\s+(in|notin)\\s*\\(\\s*" + VALUE + "(\\s*,\\s*"
            + VALUE + ")*\\s*\\))\\s*");

    private KubernetesNames() {}

    /** Notes a mistake where this is no name of a namespace. */
    static void checkNamespace(Item item, String name) {
        if (!LABEL.matcher(name).matches()) {
            item.wrong(
                    "'" + name + "' is no namespace",
                    "name each by itself, in up to 63 lower-case letters, digits and -: holograph-test; there is no"
                            + " pattern for several");
        }
    }

    /** Notes a mistake where this selects no labels. */
    static void checkSelector(Item item, String selector) {
        if (selector.isBlank()) {
            item.wrong("an empty selector takes every pod of the namespace", "write selector: app=holograph-renderer");
            return;
        }
        for (String condition : conditions(selector)) {
            if (!CONDITION.matcher(condition).matches()) {
                item.wrong(
                        "'" + condition.strip() + "' is no condition on labels",
                        "write app=web, app!=web, app, !app, app in (web, shop) or app notin (web), with commas"
                                + " between them");
            }
        }
    }

    /** Divided by the commas that stand outside of brackets. */
    private static List<String> conditions(String selector) {
        List<String> conditions = new ArrayList<>();
        int from = 0;
        int depth = 0;
        for (int i = 0; i < selector.length(); i++) {
            char letter = selector.charAt(i);
            depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
            if (letter == ',' && depth == 0) {
                conditions.add(selector.substring(from, i));
                from = i + 1;
            }
        }
        conditions.add(selector.substring(from));
        return conditions;
    }
}
