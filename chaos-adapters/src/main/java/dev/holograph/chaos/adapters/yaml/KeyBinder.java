package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Dimension;
import dev.holograph.chaos.scenario.Key;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Signed;
import dev.holograph.chaos.scenario.UnitOf;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads a block into a record whose components are its keys. Whatever is missing or wrong is {@code null} in the record:
 * the mistake has been noted. A component of the type {@link Item} is left to the caller.
 */
final class KeyBinder {

    /** Each call of {@link Class#getRecordComponents()} makes new ones, which read their annotations anew. */
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    private final Function<Item, @Nullable String> filled;
    private final Function<Item, @Nullable String> free;

    /** @param filled reads a text and fills its places */
    KeyBinder(Function<Item, @Nullable String> filled) {
        this(filled, filled);
    }

    private KeyBinder(Function<Item, @Nullable String> filled, Function<Item, @Nullable String> free) {
        this.filled = filled;
        this.free = free;
    }

    /** One that leaves braces alone which are no places, in texts of no form. */
    static KeyBinder ofScenario() {
        return new KeyBinder(Item::text, Item::prose);
    }

    /** Reads the keys of a record. The caller may read others, and calls {@link Block#done()}. */
    <R extends Record> R bind(Block block, Class<R> type) {
        return bind(block, type, Set.of());
    }

    /** The same without some of the keys: they are unknown in this block. */
    <R extends Record> R bind(Block block, Class<R> type, Set<String> without) {
        RecordComponent[] components = components(type);
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Item item = without.contains(name(components[i])) ? null : item(block, components[i]);
            values[i] = item == null ? null : value(item, components[i]);
        }
        try {
            return type.getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    /** The components of a record, made once; not to be changed. */
    static RecordComponent[] components(Class<?> type) {
        return COMPONENTS.get(type);
    }

    /** The keys that a record defines. */
    static List<String> names(Class<? extends Record> type) {
        return Arrays.stream(components(type)).map(KeyBinder::name).toList();
    }

    /** What stands under the key of a component, or its default. */
    static @Nullable Item item(Block block, RecordComponent component) {
        String name = name(component);
        Key key = key(component);
        Default standard = component.getAnnotation(Default.class);
        Item item = key.needed().isEmpty() ? block.get(name) : block.need(name, key.needed());
        if (item != null && key.mayBeBlank()) {
            return item.orBlank();
        }
        return item != null || standard == null ? item : standard(block, name, standard);
    }

    /** The default value of a key, as if it had been written. */
    static Item standard(Block block, String name, Default standard) {
        return new Item(
                name, new ScalarNode(Tag.STR, standard.value(), null, null, ScalarStyle.PLAIN), block.mistakes());
    }

    /** How the key that a component defines is written. */
    static String name(RecordComponent component) {
        String name = key(component).name();
        return name.isEmpty() ? component.getName() : name;
    }

    static Key key(RecordComponent component) {
        Key key = component.getAnnotation(Key.class);
        if (key == null) {
            throw new IllegalStateException(component + " carries no @Key");
        }
        return key;
    }

    /** A value as the type and the {@link Key} of its component say; {@code null} if it is another. */
    @Nullable Object value(Item item, RecordComponent component) {
        Class<?> type = component.getType();
        Key key = key(component);
        if (type == Item.class) {
            return item;
        }
        if (type == List.class) {
            List<String> texts = new ArrayList<>();
            if (item.isEmptyList() && !key.mayBeBlank()) {
                item.wrong("'" + name(component) + "' is empty", "give it a value, or remove it");
            }
            for (Item entry : item.list()) {
                String text = text(entry, key);
                if (text != null) {
                    texts.add(text);
                }
            }
            return texts;
        }
        if (type == Map.class) {
            return texts(item, key);
        }
        if (type == Integer.class) {
            return item.integer(key.least(), key.most());
        }
        return type == String.class ? text(item, key) : single(item, component);
    }

    private Map<String, String> texts(Item item, Key key) {
        Map<String, String> texts = new LinkedHashMap<>();
        Block block = item.block();
        if (block != null) {
            block.all().forEach((name, entry) -> {
                String text = text(entry, key);
                if (text != null) {
                    texts.put(name, text);
                }
            });
        }
        return texts;
    }

    private @Nullable String text(Item item, Key key) {
        boolean isFree = key.words().length == 0 && key.pattern().isEmpty();
        String text = key.shown() ? item.shown() : isFree ? free.apply(item) : filled.apply(item);
        if (key.words().length > 0) {
            return item.word(text, List.of(key.words()));
        }
        if (key.pattern().isEmpty()) {
            return text;
        }
        return item.parsed(text, stripped -> {
            if (!stripped.matches(key.pattern())) {
                throw new IllegalArgumentException("'" + stripped + "' " + key.otherwise());
            }
            return stripped;
        });
    }

    /** A value of one of the types that faults have too. */
    static @Nullable Object single(Item item, RecordComponent component) {
        Class<?> type = component.getType();
        if (type == Duration.class) {
            return component.isAnnotationPresent(Signed.class) ? item.signedDuration() : duration(item, component);
        }
        if (type == Quantity.class) {
            return item.quantity(dimension(component));
        }
        if (type == int.class) {
            return item.integer(0, Integer.MAX_VALUE);
        }
        if (type == double.class) {
            return item.number();
        }
        if (type == boolean.class || type == Boolean.class) {
            return item.truth();
        }
        if (type == String.class) {
            return item.text();
        }
        if (type.isEnum()) {
            String word = item.word(words(type));
            return word == null
                    ? null
                    : Arrays.stream(type.getEnumConstants())
                            .filter(constant -> word(constant).equals(word))
                            .findFirst()
                            .orElseThrow();
        }
        Key key = component.getAnnotation(Key.class);
        return item.parsed(key != null && key.shown() ? item.shown() : item.text(), text -> parse(type, text));
    }

    private static @Nullable Duration duration(Item item, RecordComponent component) {
        Key key = component.getAnnotation(Key.class);
        return key == null || !key.positive()
                ? item.duration()
                : item.parsed(text -> {
                    Duration duration = Quantity.parseDuration(text);
                    if (duration.isZero()) {
                        throw new IllegalArgumentException("must be longer than 0s");
                    }
                    return duration;
                });
    }

    /** By the type's own {@code parse(String)}. */
    private static Object parse(Class<?> type, String text) {
        try {
            Method parser = type.getMethod("parse", String.class);
            return parser.invoke(null, text);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException wrong) {
                throw wrong;
            }
            throw new IllegalStateException(type + " cannot read '" + text + "'", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a key cannot be of " + type, e);
        }
    }

    static Dimension dimension(RecordComponent component) {
        UnitOf measures = component.getAnnotation(UnitOf.class);
        if (measures == null) {
            throw new IllegalStateException(component + " carries no @Measures");
        }
        return measures.value();
    }

    /** The words that stand for the constants of an enum. */
    static List<String> words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(KeyBinder::word).toList();
    }

    private static String word(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
