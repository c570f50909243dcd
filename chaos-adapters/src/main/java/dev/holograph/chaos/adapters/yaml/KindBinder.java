package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.InvalidValues;
import dev.holograph.chaos.scenario.Key;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the record of a kind that may come from any artifact from its keys: its components, each with {@link Key}. */
final class KindBinder {

    private final KeyBinder binder;

    KindBinder(KeyBinder binder) {
        this.binder = binder;
    }

    /**
     * Reads the keys of the kind. The caller may read others, and calls {@link Block#done()}.
     *
     * @param wrong takes each thing that the record's constructor refuses
     * @return {@code null} if there is a mistake, which has been noted
     */
    <K> @Nullable K bind(Block block, Class<K> type, Consumer<String> wrong) {
        RecordComponent[] components = components(type);
        @Nullable Object[] values = new Object[components.length];
        boolean whole = true;
        for (int i = 0; i < components.length; i++) {
            Item item = KeyBinder.item(block, components[i]);
            values[i] = item == null ? null : value(item, components[i]);
            whole &= item == null ? isOptional(components[i]) : values[i] != null;
        }
        return whole ? make(type, components, values, wrong) : null;
    }

    /** The keys of a kind. */
    static RecordComponent[] components(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalStateException(type + " must be a public record");
        }
        return KeyBinder.components(type);
    }

    private @Nullable Object value(Item item, RecordComponent component) {
        Object value = binder.value(item, component);
        Key key = KeyBinder.key(component);
        return value instanceof String text && key.pattern().isEmpty() && key.words().length == 0
                ? item.parsed(text, stripped -> stripped)
                : value;
    }

    private static boolean isOptional(RecordComponent component) {
        if (!KeyBinder.key(component).needed().isEmpty()) {
            return false;
        }
        if (component.getType().isPrimitive()) {
            throw new IllegalStateException(component + " needs a @Default, or a type that can be null");
        }
        return true;
    }

    private static <K> @Nullable K make(
            Class<K> type, RecordComponent[] components, @Nullable Object[] values, Consumer<String> wrong) {
        try {
            return type.getConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                InvalidValues.problemsOf(refused).forEach(wrong);
                return null;
            }
            throw new IllegalStateException(type + " cannot be made", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " must be a public record", e);
        }
    }
}
