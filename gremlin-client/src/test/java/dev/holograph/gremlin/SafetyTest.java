package dev.holograph.gremlin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.holograph.gremlin.command.Cpu;
import dev.holograph.gremlin.command.TimeTravel;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What must not be possible. */
class SafetyTest {

    private static final Sampling ONE = new Sampling.Exactly(1);
    private static final Cpu CPU = new Cpu(Duration.ofSeconds(1), 1, 1);

    @Test
    void noTargetMeansEverything() {
        Stream.<Runnable>of(
                        () -> new Target.HostIds(List.of()),
                        () -> new Target.HostIds(List.of("")),
                        () -> new Target.ContainerIds(List.of()),
                        () -> new Target.HostTags(Map.of(), ONE),
                        () -> new Target.HostTags(Map.of("zone", List.of()), ONE),
                        () -> new Target.HostTags(Map.of("zone", List.of(" ")), ONE),
                        () -> new Target.ContainerLabels(Map.of(), ONE),
                        () -> new Target.ContainerLabels(Map.of("", List.of("x")), ONE),
                        () -> new NewKubernetesAttack(List.of(), 100, List.of(), CPU),
                        () -> new Sampling.Exactly(0),
                        () -> new Sampling.Percent(0),
                        () -> new Sampling.Percent(101))
                .forEach(made -> assertThatThrownBy(made::run).isInstanceOf(IllegalArgumentException.class));
    }

    @Test
    void whatAKubernetesAttackCannotDoIsRefused() {
        KubernetesObject pod = new KubernetesObject("c", "u", "n", "p", "POD", Map.of(), List.of(), "");
        assertThatThrownBy(() -> new NewKubernetesAttack(
                        List.of(pod), 100, List.of(), new TimeTravel(Duration.ofSeconds(1), Duration.ofHours(1), true)))
                .hasMessageContaining("clock of a host");
        assertThatThrownBy(() -> new NewKubernetesAttack(List.of(pod), 0, List.of(), CPU))
                .hasMessageContaining("1 to 100");
        assertThatThrownBy(() -> new NewKubernetesAttack(List.of(pod), 100, List.of(""), CPU))
                .hasMessageContaining("container");
    }

    /** Each public method of the client is called or looked at; none of them can be without the id of one attack. */
    @Test
    void whatHaltsTakesTheIdOfOneAttack() {
        List<Method> halts = Stream.of(GremlinClient.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method ->
                        method.getName().toLowerCase(java.util.Locale.ROOT).contains("halt"))
                .toList();
        assertThat(halts).hasSize(2).allSatisfy(method -> assertThat(method.getParameterTypes()[0])
                .isIn(AttackId.class, KubernetesAttackId.class));
    }

    /** The paths by which everything is halted stand in no class, and nothing is ever deleted. */
    @Test
    void noClassKnowsThePathsThatHaltEverything() throws Exception {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.holograph.gremlin");
        assertThat(classes).isNotEmpty();
        for (var type : classes) {
            try (InputStream code =
                    type.getSource().orElseThrow().getUri().toURL().openStream()) {
                assertThat(new String(code.readAllBytes(), StandardCharsets.ISO_8859_1))
                        .doesNotContain("DELETE", "/halts", "/attacks/halt");
            }
        }
    }

    @Test
    void theClientStandsAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.holograph.chaos..", "io.vertx..", "org.apache.maven..")
                .check(new ClassFileImporter().importPackages("dev.holograph.gremlin"));
    }

    @Test
    void aKeyThatIsNoneIsRefusedAndNotShown() {
        for (String key : List.of("", " ", "se cret", "secret\n", "secrét")) {
            assertThatThrownBy(() -> Credentials.apiKey(key))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must not be empty")
                    .hasMessageNotContaining("cr");
        }
    }
}
