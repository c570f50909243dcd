package dev.holograph.chaos;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

/** The rooms of the core, as docs/architecture.md shows them. */
@AnalyzeClasses(packages = "dev.holograph.chaos", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ROOMS = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.holograph.chaos..")
            .layer("scenario")
            .definedBy("dev.holograph.chaos.scenario..")
            .layer("slo")
            .definedBy("dev.holograph.chaos.slo..")
            .layer("plan")
            .definedBy("dev.holograph.chaos.plan..")
            .layer("spi")
            .definedBy("dev.holograph.chaos.spi..")
            .layer("run")
            .definedBy("dev.holograph.chaos.run..")
            .layer("report")
            .definedBy("dev.holograph.chaos.report..")
            .whereLayer("scenario")
            .mayNotAccessAnyLayer()
            .whereLayer("slo")
            .mayOnlyAccessLayers("scenario")
            .whereLayer("plan")
            .mayOnlyAccessLayers("scenario")
            .whereLayer("spi")
            .mayOnlyAccessLayers("scenario", "slo", "plan")
            .whereLayer("run")
            .mayOnlyAccessLayers("scenario", "slo", "plan", "spi")
            .whereLayer("report")
            .mayOnlyAccessLayers("scenario", "slo", "plan", "spi", "run")
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.holograph.chaos.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THE_JDK_HDRHISTOGRAM_AND_JSPECIFY = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.holograph.chaos..", "java..", "org.HdrHistogram..", "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule NO_FILES_AND_NO_NETWORK = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.(net|nio\\.channels)\\.(?!URI$|URLEncoder$).*") // texts, and no network
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.nio.file.Files")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.io\\.(File|File.*Stream|Random.*File)");

    @ArchTest
    static final ArchRule NO_CLOCK_AND_NO_CHANCE_OF_ITS_OWN = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .because("a ten-minute run is tested in milliseconds, and a seed makes the same choices again");

    @ArchTest
    static final ArchRule NO_UNTYPED_MAPS =
            fields().should(notBeAMapOfAnything()).because("past the reader everything has a type");

    private static ArchCondition<JavaField> notBeAMapOfAnything() {
        return new ArchCondition<>("not be a Map<String, Object>") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                String type = field.reflect().getGenericType().getTypeName();
                if (type.endsWith("Map<java.lang.String, java.lang.Object>")) {
                    events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is a " + type));
                }
            }
        };
    }
}
