package dev.holograph.chaos.maven;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;

/** What keeps the goals thin. */
@AnalyzeClasses(packages = "dev.holograph.chaos.maven", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/holograph/chaos/maven");
    private static final int MOST_LINES = 100;

    @ArchTest
    static final ArchRule ONLY_THE_EDGE_KNOWS_THE_PROJECT = noClasses()
            .that()
            .areNotAssignableTo(AbstractMojo.class)
            .and()
            .doNotBelongToAnyOf(Workspace.class, Artifacts.class, Whereabouts.class, SkippedTests.class, K6Source.class)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(MavenSession.class, MavenProject.class, Parameter.class);

    @ArchTest
    static final ArchRule GOALS_KNOW_NO_TOOL = noClasses()
            .that()
            .areAssignableTo(AbstractMojo.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.holograph.chaos.adapters.load..",
                    "dev.holograph.chaos.adapters.fault..",
                    "dev.holograph.chaos.adapters.local..",
                    "dev.holograph.chaos.adapters.process..",
                    "dev.holograph.chaos.adapters.cluster..",
                    "io.vertx..");

    /** {@link ChaosMojo} declares the parameters that all share, and is longer. */
    @Test
    void aGoalTranslatesParametersAndResultsAndIsShort() throws IOException {
        try (Stream<Path> sources = Files.list(SOURCES)) {
            List<Path> goals = sources.filter(source -> source.toString().endsWith("Mojo.java"))
                    .filter(source -> !source.endsWith("ChaosMojo.java"))
                    .toList();
            assertThat(goals).hasSizeGreaterThanOrEqualTo(5);
            for (Path goal : goals) {
                assertThat(Files.readAllLines(goal)).as(goal.toString()).hasSizeLessThan(MOST_LINES);
            }
        }
    }
}
