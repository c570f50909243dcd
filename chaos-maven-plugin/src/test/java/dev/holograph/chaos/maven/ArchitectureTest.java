package dev.holograph.chaos.maven;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.holograph.chaos.plan.MessageSpec;
import dev.holograph.chaos.scenario.Phase;
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
    private static final int MOST_LINES = 60;

    @ArchTest
    static final ArchRule ONLY_THE_EDGE_KNOWS_THE_PROJECT = noClasses()
            .that()
            .areNotAssignableTo(AbstractMojo.class)
            .and()
            .doNotBelongToAnyOf(
                    ProjectFolders.class,
                    ProjectModules.class,
                    Artifacts.class,
                    Whereabouts.class,
                    SkippedTests.class,
                    K6Source.class)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(MavenSession.class, MavenProject.class, Parameter.class);

    /** They parse their parameters and have the application do one thing. */
    @ArchTest
    static final ArchRule GOALS_KNOW_THE_APPLICATION_ALONE = noClasses()
            .that()
            .areAssignableTo(AbstractMojo.class)
            .should()
            .dependOnClassesThat(resideInAPackage("dev.holograph.chaos..")
                    .and(not(resideInAnyPackage("dev.holograph.chaos.application", "dev.holograph.chaos.maven")))
                    .and(not(belongToAnyOf(Phase.class, MessageSpec.class))));

    /** k6 is fetched as Maven would fetch it. */
    @ArchTest
    static final ArchRule THE_PLUGIN_TOUCHES_NOTHING_BY_ITSELF = noClasses()
            .that()
            .doNotBelongToAnyOf(K6Source.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.holograph.chaos.adapters..", "dev.holograph.chaos.run..", "io.vertx..");

    @Test
    void aGoalParsesParametersAndCallsOneThing() throws IOException {
        try (Stream<Path> sources = Files.list(SOURCES)) {
            List<Path> goals = sources.filter(source -> source.toString().endsWith("Mojo.java"))
                    .toList();
            assertThat(goals).hasSizeGreaterThan(12).contains(SOURCES.resolve("RunMojo.java"));
            for (Path goal : goals) {
                assertThat(Files.readAllLines(goal)).as(goal.toString()).hasSizeLessThan(MOST_LINES);
            }
        }
    }
}
