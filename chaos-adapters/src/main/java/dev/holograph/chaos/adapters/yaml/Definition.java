package dev.holograph.chaos.adapters.yaml;

import dev.holograph.chaos.scenario.Digest;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Tells whether two runs of a matrix are of the same text: all that a scenario says, with the values that do not vary in
 * their places. Comments, texts for people and the matrix itself do not count, so that more values may be added to it.
 */
final class Definition {

    private static final Set<String> LEFT_OUT =
            Set.of("title", "hypothesis", "owner", "links", "tags", Parameters.PARAMETERS, Parameters.MATRIX);

    /** Keys of which reports show the text with all its values: no variable in them is a secret. */
    private static final Set<String> SHOWN = Set.of("steadyState", "effect", "slo", "abortIf");

    private final Placeholders places;
    private final StringBuilder text = new StringBuilder();
    private final Map<Node, Integer> seen = new IdentityHashMap<>();

    private Definition(Placeholders places) {
        this.places = places;
    }

    /**
     * A digest.
     *
     * @param file the whole scenario
     * @param places with the values of the run
     * @param overrides lengths that the build sets in place of the file's
     * @param scripts a digest of the scripts that it names
     */
    static String of(MappingNode file, Placeholders places, PhaseOverrides overrides, String scripts) {
        Definition definition = new Definition(places);
        for (NodeTuple tuple : file.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!LEFT_OUT.contains(key)) {
                definition.add(tuple.getKeyNode(), false);
                definition.add(tuple.getValueNode(), SHOWN.contains(key));
            }
        }
        definition.text.append(new TreeMap<>(overrides.lengths())).append(scripts);
        return Digest.of(definition.text.toString());
    }

    private void add(Node node, boolean shown) {
        Integer known = seen.putIfAbsent(node, seen.size());
        if (known != null) {
            text.append('*').append(known).append('\n'); // an alias
        } else if (node instanceof ScalarNode scalar) {
            String one = template(scalar.getValue(), shown);
            text.append(one.length()).append(' ').append(one).append('\n');
        } else if (node instanceof SequenceNode sequence) {
            text.append("[\n");
            sequence.getValue().forEach(entry -> add(entry, shown));
            text.append("]\n");
        } else if (node instanceof MappingNode mapping) {
            text.append("{\n");
            mapping.getValue().forEach(tuple -> {
                add(tuple.getKeyNode(), shown);
                add(tuple.getValueNode(), shown);
            });
            text.append("}\n");
        }
    }

    /** With the values that do not vary; other places stay as they are written. */
    private String template(String written, boolean shown) {
        StringBuilder template = new StringBuilder();
        int from = 0;
        for (Filled.Part part : places.fill(written, Set.of()).parts()) {
            boolean fills = part.parameter() == null ? shown : !part.parameter().varies();
            template.append(written, from, part.writtenFrom())
                    .append(fills ? part.value() : written.substring(part.writtenFrom(), part.writtenTo()));
            from = part.writtenTo();
        }
        return template.append(written, from, written.length()).toString();
    }
}
