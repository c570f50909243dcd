package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Merge keys, {@code <<: *common} and {@code <<: [*one, *two]}: the keys of those mappings that a mapping does not have
 * itself; of several, those of the first. A key keeps the place where it is written.
 */
final class Merges {

    private static final String KEY = "<<";

    private final Mistakes mistakes;
    private final Set<Node> done = Collections.newSetFromMap(new IdentityHashMap<>());

    private Merges(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** Carries them out in this node and in all below it. */
    static void carryOut(Node node, Mistakes mistakes) {
        new Merges(mistakes).in(node);
    }

    private void in(Node node) {
        if (!done.add(node)) {
            return; // an anchor is met wherever it is used, and may even be in itself
        }
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(this::in);
        } else if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> in(tuple.getValueNode()));
            merge(mapping);
        }
    }

    private void merge(MappingNode mapping) {
        List<NodeTuple> own = new ArrayList<>();
        List<MappingNode> sources = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (isMerge(tuple.getKeyNode())) {
                sources.addAll(sources(tuple.getValueNode()));
            } else {
                own.add(tuple);
            }
        }
        if (own.size() == mapping.getValue().size()) {
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        own.forEach(tuple -> names.add(name(tuple)));
        for (MappingNode source : sources) {
            for (NodeTuple tuple : source.getValue()) {
                if (!isMerge(tuple.getKeyNode()) && names.add(name(tuple))) {
                    own.add(tuple);
                }
            }
        }
        mapping.setValue(own);
    }

    private List<MappingNode> sources(Node value) {
        List<MappingNode> sources = new ArrayList<>();
        for (Node one : value instanceof SequenceNode sequence ? sequence.getValue() : List.of(value)) {
            if (one instanceof MappingNode source) {
                sources.add(source);
            } else {
                mistakes.add(Violation.of(
                                mistakes.at(one.getStartMark()), "<< takes the keys of a mapping, and this is none")
                        .withHint("write <<: *name, where &name stands before a mapping"));
            }
        }
        return sources;
    }

    /** Quoted it is a key like any other. */
    private static boolean isMerge(Node key) {
        return key instanceof ScalarNode scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && scalar.getValue().equals(KEY);
    }

    private static String name(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode scalar
                ? scalar.getValue()
                : Integer.toHexString(System.identityHashCode(tuple.getKeyNode()));
    }
}
