package dev.holograph.chaos.adapters.report;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;

/** Makes records to try templates with: texts, booleans and lists, each filled or each empty. */
final class SampleValues {

    private SampleValues() {}

    /** @param isFilled whether each list has an element and each text a letter */
    static <T extends Record> T of(Class<T> type, boolean isFilled) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            Constructor<T> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(Arrays.stream(components)
                    .map(one -> value(one.getGenericType(), one.getName(), isFilled))
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " is no record that a template can be tried with", e);
        }
    }

    private static Object value(Type type, String name, boolean isFilled) {
        if (type == String.class) {
            return isFilled ? name : "";
        }
        if (type == boolean.class) {
            return isFilled;
        }
        if (type instanceof ParameterizedType list) {
            return isFilled ? List.of(value(list.getActualTypeArguments()[0], name, true)) : List.of();
        }
        return of(((Class<?>) type).asSubclass(Record.class), isFilled);
    }
}
