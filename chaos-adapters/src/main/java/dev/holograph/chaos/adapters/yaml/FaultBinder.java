package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Default;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.InvalidValues;
import dev.holograph.chaos.scenario.Quantity;
import dev.holograph.chaos.scenario.Violation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a fault's record from its keys: the record's components are the keys, their types say what may stand there. */
final class FaultBinder {

    private final Map<String, Class<? extends Fault>> types;

    FaultBinder(Map<String, Class<? extends Fault>> types) {
        this.types = new TreeMap<>(types);
    }

    /** Reads {@code type:} and the keys of that type; the caller reads the keys that all faults share. */
    @Nullable Fault bind(Block block) {
        Item type = block.need("type", "type: latency");
        String name = type == null ? null : type.text();
        Class<? extends Fault> record = name == null ? null : types.get(name);
        if (record == null) {
            if (type != null && name != null) {
                type.word(types.keySet());
            }
            block.all(); // whose keys are right cannot be said without a type
            return null;
        }
        RecordComponent[] components = KeyBinder.components(record);
        Object[] values = new Object[components.length];
        boolean whole = true;
        boolean checkable = true;
        for (int i = 0; i < components.length; i++) {
            Item item = item(block, components[i]);
            Object value = item == null ? null : KeyBinder.single(item, components[i]);
            values[i] = value == null ? standard(block, components[i]) : value;
            whole &= value != null;
            checkable &= values[i] != null;
        }
        // in the place of a value that cannot be read its default stands, so that all others are checked too
        Fault fault = checkable ? make(record, values, block) : null;
        return whole ? fault : null;
    }

    private static @Nullable Item item(Block block, RecordComponent component) {
        String key = component.getName();
        Default standard = component.getAnnotation(Default.class);
        if (block.has(key) || standard == null) {
            return block.need(key, key + ": " + example(component));
        }
        block.get(key);
        return KeyBinder.standard(block, key, standard);
    }

    private static @Nullable Object standard(Block block, RecordComponent component) {
        Default standard = component.getAnnotation(Default.class);
        return standard == null
                ? null
                : KeyBinder.single(KeyBinder.standard(block, component.getName(), standard), component);
    }

    private static @Nullable Fault make(Class<? extends Fault> record, Object[] values, Block block) {
        try {
            Class<?>[] parameters = Arrays.stream(KeyBinder.components(record))
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            return record.getDeclaredConstructor(parameters).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException wrong) {
                InvalidValues.problemsOf(wrong)
                        .forEach(problem -> block.mistakes().add(Violation.of(block.at(), problem)));
                return null;
            }
            throw new IllegalStateException(record + " cannot be made", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(record + " must be a public record", e);
        }
    }

    private static String example(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == Duration.class) {
            return "2s";
        }
        if (type == Quantity.class) {
            return switch (KeyBinder.dimension(component)) {
                case TIME -> "250ms";
                case RATIO -> "20%";
                case RATE -> "100/s";
                case SIZE -> "64KiB";
                case COUNT -> "3";
            };
        }
        return type.isEnum() ? KeyBinder.words(type).get(0) : "…";
    }
}
