package dev.holograph.chaos.adapters.load.k6;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.yaml.EnvironmentReader;
import dev.holograph.chaos.adapters.yaml.Placeholders;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.Guardrails;
import dev.holograph.chaos.plan.Permission;
import dev.holograph.chaos.spi.Kinds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/guide/cluster-load.md. */
class OperatorGuideTest {

    private static final Pattern EXAMPLE = Pattern.compile("```ya?ml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern RULE =
            Pattern.compile("\\{ apiGroups: \\[(.*?)], resources: \\[(.*?)], verbs: \\[(.*?)] }");

    @TempDir
    private Path folder;

    private static List<String> examples() throws Exception {
        Matcher found = EXAMPLE.matcher(Files.readString(Loads.REPOSITORY.resolve("docs/guide/cluster-load.md")));
        return found.results().map(one -> one.group(1)).toList();
    }

    @Test
    void theEnvironmentIsOneAndItsGuardAllowsIt() throws Exception {
        Environment environment = new EnvironmentReader(Kinds.found(Map.of()), new Placeholders(Map.of(), name -> null))
                .read(
                        Files.writeString(
                                folder.resolve("staging.yaml"), examples().get(0)),
                        "staging.yaml")
                .get();
        assertThat(environment.runners()).isNotNull();
        assertThat(new Guardrails(environment).violations()).isEmpty();
    }

    @Test
    void theRoleHasTheRightsThatAreNeeded() throws Exception {
        List<Permission> granted = new ArrayList<>();
        RULE.matcher(examples().get(1)).results().forEach(rule -> {
            String group = rule.group(1).replace("\"", "");
            for (String verb : rule.group(3).split(", ")) {
                granted.add(new Permission(verb, group, rule.group(2), "load-test"));
            }
        });
        assertThat(granted).containsExactlyElementsOf(OperatorChecks.permissions("load-test"));
    }
}
