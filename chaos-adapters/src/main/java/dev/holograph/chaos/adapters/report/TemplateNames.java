package dev.holograph.chaos.adapters.report;

import dev.holograph.chaos.adapters.markdown.MarkdownForms;
import dev.holograph.chaos.report.ReportModel;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The names that stand for something at a place in a template: those of the run, and within a section of a list those of
 * its elements before them.
 */
final class TemplateNames {

    private final List<Type> scopes;

    private TemplateNames(List<Type> scopes) {
        this.scopes = scopes;
    }

    /** Outside of all sections. */
    static TemplateNames top() {
        return new TemplateNames(List.of(MarkdownForms.class, ReportModel.class, TemplateValues.class));
    }

    /** Within a section of a value of this type. */
    TemplateNames within(Type type) {
        if (isForm(type)) {
            return this;
        }
        List<Type> inner = new ArrayList<>(scopes);
        inner.add(element(type));
        return new TemplateNames(inner);
    }

    /** What a name stands for; {@code null} if for nothing. */
    @Nullable Type type(String name) {
        if (name.equals(".")) {
            return scopes.get(scopes.size() - 1);
        }
        String[] steps = name.split("\\.", -1);
        Type found = null;
        for (int i = scopes.size() - 1; i >= 0 && found == null; i--) {
            found = members(scopes.get(i)).get(steps[0]);
        }
        for (int i = 1; i < steps.length && found != null; i++) {
            found = members(found).get(steps[i]);
        }
        return found;
    }

    /** All that could stand there. */
    Set<String> all() {
        Set<String> all = new TreeSet<>();
        scopes.forEach(scope -> all.addAll(members(scope).keySet()));
        return all;
    }

    static Map<String, Type> members(Type type) {
        Map<String, Type> members = new TreeMap<>();
        if (type instanceof Class<?> record && record.isRecord()) {
            for (RecordComponent one : record.getRecordComponents()) {
                members.put(one.getName(), one.getGenericType());
            }
        }
        return members;
    }

    static boolean isList(Type type) {
        return type instanceof ParameterizedType list && list.getRawType() == List.class;
    }

    /** Whether it changes the text that is in its section. */
    static boolean isForm(Type type) {
        return type instanceof ParameterizedType && !isList(type);
    }

    static Type element(Type type) {
        return isList(type) ? ((ParameterizedType) type).getActualTypeArguments()[0] : type;
    }
}
