package dev.holograph.chaos.adapters.data;

import dev.holograph.chaos.scenario.RequestTemplate.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The values of each request, by its number. Random ones follow from the number, the place and a seed by 32-bit
 * arithmetic, so that the script that is made for k6 finds the same: MurmurHash3's finalizer (A. Appleby, 2011).
 */
public final class RequestValues {

    /** How a value of the data is written into a text; the others need no escaping. */
    public enum Escaping {
        NONE,
        /** As {@code encodeURIComponent} does. */
        URL,
        /** As the inside of a JSON string. */
        JSON
    }

    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String UNRESERVED = "-_.!~*'()";
    private static final int BY_NUMBER = 0x9e3779b1;
    private static final int BY_SALT = 0x85ebca77;
    private static final double WORDS = 4294967296.0;

    /**
     * Seeds of random values.
     *
     * @param random of numbers, the same in each run with the same seed
     * @param low of UUIDs, with {@code high}: other ones in each run
     */
    public record Seeds(int random, int low, int high) {

        /** Values for the requests of a load. */
        public static Seeds of(long seed, String runId, String load) {
            long numbers = spread(seed ^ hash(load));
            long uuids = spread(hash(runId + "/" + load));
            return new Seeds((int) numbers, (int) uuids, (int) (uuids >>> 32));
        }

        /** FNV-1a. */
        private static long hash(String text) {
            long hash = 0xcbf29ce484222325L;
            for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
                hash = (hash ^ (one & 0xff)) * 0x100000001b3L;
            }
            return hash;
        }

        private static long spread(long value) {
            long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
            mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
            return mixed ^ (mixed >>> 33);
        }
    }

    private final Seeds seeds;
    private final @Nullable DataTable data;
    private final Map<String, String> setup;
    private final Supplier<Instant> now;

    /**
     * @param data {@code null}: there is none
     * @param setup values of the answer to the load's setup, by name
     */
    public RequestValues(Seeds seeds, @Nullable DataTable data, Map<String, String> setup, Supplier<Instant> now) {
        this.seeds = seeds;
        this.data = data;
        this.setup = Map.copyOf(setup);
        this.now = now;
    }

    /**
     * The value of one place, other than the id.
     *
     * @param salt of the place
     * @param number of the request, from 0
     */
    public String of(Value value, int salt, long number, Escaping escaping) {
        return switch (value.kind()) {
            case SEQ -> Long.toString(number);
            case NOW -> MILLIS.format(now.get());
            case UUID -> uuid(number, salt);
            case RANDOM -> Long.toString(random(value.least(), value.most(), number, salt));
            case DATA -> escaped(data(value).value(String.valueOf(value.column()), number), escaping);
            case SETUP -> escaped(setup(value), escaping);
            case ID -> throw new IllegalArgumentException("ids are the load's");
        };
    }

    private DataTable data(Value value) {
        if (data == null) {
            throw new IllegalStateException("{data." + value.column() + "} without data passes no reader");
        }
        return data;
    }

    private String setup(Value value) {
        String text = setup.get(String.valueOf(value.column()));
        if (text == null) {
            throw new IllegalStateException("{setup." + value.column() + "} without its setup passes no reader");
        }
        return text;
    }

    private static String escaped(String text, Escaping escaping) {
        return switch (escaping) {
            case NONE -> text;
            case URL -> url(text);
            case JSON -> json(text);
        };
    }

    private long random(int least, int most, long number, int salt) {
        double unsigned = Integer.toUnsignedLong(word(seeds.random, number, salt));
        return least + (long) Math.floor(unsigned / WORDS * ((double) most - least + 1));
    }

    private String uuid(long number, int salt) {
        int second = word(seeds.low, number, salt + 1);
        int third = word(seeds.high, number, salt + 2);
        return String.format(
                Locale.ROOT,
                "%08x-%04x-4%03x-%04x-%04x%08x",
                word(seeds.low, number, salt),
                second >>> 16,
                second & 0xfff,
                (third >>> 16) & 0x3fff | 0x8000,
                third & 0xffff,
                word(seeds.high, number, salt + 3));
    }

    private static int word(int seed, long number, int salt) {
        return mix(mix(seed ^ ((int) number * BY_NUMBER)) + salt * BY_SALT);
    }

    private static int mix(int value) {
        int mixed = (value ^ (value >>> 16)) * 0x85ebca6b;
        mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
        return mixed ^ (mixed >>> 16);
    }

    /** As {@code encodeURIComponent} does. */
    public static String url(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain =
                    one >= 0 && (Character.isLetterOrDigit((char) one) || UNRESERVED.indexOf((char) one) >= 0);
            escaped.append(isPlain ? String.valueOf((char) one) : String.format(Locale.ROOT, "%%%02X", one & 0xff));
        }
        return escaped.toString();
    }

    /** As the inside of a JSON string. */
    public static String json(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> escaped.append("\\\"");
                case '\\' -> escaped.append("\\\\");
                case '\b' -> escaped.append("\\b");
                case '\f' -> escaped.append("\\f");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> escaped.append(c < ' ' ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return escaped.toString();
    }
}
