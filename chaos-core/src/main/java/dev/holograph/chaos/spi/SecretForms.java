package dev.holograph.chaos.spi;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Each form in which a text from elsewhere may hold a secret, so that it can be taken out of the text. */
public final class SecretForms {

    private static final String INSTEAD = "***";
    /** Shorter parts of a URL are words such as {@code services}, whose hiding would say nothing and hide much. */
    private static final int SHORTEST_PART = 8;

    /** A shorter beginning tells little of a secret, and is that of many words. */
    private static final int SHORTEST_START = 4;

    private final Set<String> forms =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private SecretForms() {}

    /** A secret as it is, escaped for JSON, URL-encoded, in Base64 at each offset, and, of a URL, its parts. */
    public static SecretForms of(String... secrets) {
        SecretForms all = new SecretForms();
        for (String secret : secrets) {
            all.add(secret);
            if (secret.contains("://")) {
                for (String part : secret.split("[/?&=:@]+")) {
                    if (part.length() >= SHORTEST_PART && secret.indexOf(part) > secret.indexOf('/', 8)) {
                        all.add(part);
                    }
                }
            }
        }
        return all;
    }

    private void add(String secret) {
        if (secret.isBlank()) {
            return;
        }
        forms.add(secret);
        addJson(secret);
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        forms.add(encoded);
        forms.add(encoded.replace("+", "%20"));
        for (int offset = 0; offset < 3; offset++) {
            byte[] bytes = (" ".repeat(offset) + secret).getBytes(StandardCharsets.UTF_8);
            // The first and last characters depend on what stands beside the secret.
            String whole = Base64.getEncoder().withoutPadding().encodeToString(bytes);
            int from = offset == 0 ? 0 : offset + 1;
            int to = whole.length() - (bytes.length % 3 == 0 ? 0 : 1);
            if (to - from >= SHORTEST_PART) {
                forms.add(whole.substring(from, to));
                forms.add(whole.substring(from, to).replace('+', '-').replace('/', '_'));
            }
        }
    }

    /** All forms, longest first. */
    public List<String> all() {
        return List.copyOf(forms);
    }

    /** As a text in JSON has it: some escape only what they must, some also the slash, some also what HTML knows. */
    private void addJson(String secret) {
        String least = secret.replace("\\", "\\\\").replace("\"", "\\\"");
        String slash = least.replace("/", "\\/");
        forms.add(least);
        forms.add(slash);
        for (String escaped : List.of(least, slash)) {
            forms.add(escaped.replace("&", "\\u0026")
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("=", "\\u003d")
                    .replace("'", "\\u0027"));
            forms.add(escaped.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"));
        }
    }

    /** The text with each of the secrets replaced. */
    public String hiddenIn(String text) {
        String clean = text;
        for (String form : forms) {
            clean = clean.replace(form, INSTEAD);
        }
        return clean;
    }

    /** The same of a text that was cut off: a secret of which only the beginning is left at its end is replaced too. */
    public String hiddenInBeginning(String text) {
        String clean = hiddenIn(text);
        for (String form : forms) {
            for (int length = Math.min(form.length() - 1, clean.length()); length >= SHORTEST_START; length--) {
                if (clean.endsWith(form.substring(0, length))) {
                    return clean.substring(0, clean.length() - length) + INSTEAD;
                }
            }
        }
        return clean;
    }
}
