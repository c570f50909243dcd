package dev.holograph.chaos.adapters;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Random;

/** The rules between adapters, as docs/architecture.md tells them. */
@AnalyzeClasses(packages = "dev.holograph.chaos.adapters", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ADAPTERS = "dev.holograph.chaos.adapters.";

    /**
     * What requests are made of, how a process is started and ended, how a cluster, a Redis and a database are reached, how
     * TLS is spoken, how HTTP is read, when a probe asks, how a message is sent again, how a run is drawn, and how Markdown
     * is written, is what several adapters share.
     */
    private static final String[] SHARED = {
        ADAPTERS + "data",
        ADAPTERS + "process..",
        ADAPTERS + "cluster..",
        ADAPTERS + "redis..",
        ADAPTERS + "sql..",
        ADAPTERS + "tls..",
        ADAPTERS + "http",
        ADAPTERS + "probe",
        ADAPTERS + "message",
        ADAPTERS + "chart",
        ADAPTERS + "markdown"
    };

    @ArchTest
    static final ArchRule NO_ADAPTER_SEES_ANOTHER = SlicesRuleDefinition.slices()
            .assignedFrom(new ByAdapter())
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAnyPackage(SHARED));

    @ArchTest
    static final ArchRule THE_SHARED_BOTTOM_SEES_NO_ADAPTER = noClasses()
            .that()
            .resideInAnyPackage(SHARED)
            .should()
            .dependOnClassesThat(resideInAPackage(ADAPTERS + ".").and(not(resideInAnyPackage(SHARED))))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NOTHING_SEES_MAVEN =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.apache.maven..", "org.codehaus..");

    @ArchTest
    static final ArchRule NO_CHANCE_WITHOUT_THE_SEED_OF_THE_RUN = noClasses()
            .should()
            .callMethod(Math.class, "random")
            .orShould()
            .callConstructor(Random.class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
            .because("the same seed makes the same choices");

    @ArchTest
    static final ArchRule NO_UNTYPED_MAPS_PAST_THE_READER = fields().that()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage(ADAPTERS + "yaml..")
            .should(notBeAMapOfAnything());

    @ArchTest
    static final ArchRule ONE_PACKAGE_FOR_EACH_REAL_THING =
            classes().should().resideInAnyPackage(ADAPTERS + "*..").because("an adapter is a package of its own");

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

    /** {@code load.k6} and {@code load.embedded} are two adapters, {@code yaml} is one. */
    private static final class ByAdapter implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            String name = javaClass.getPackageName();
            return name.startsWith(ADAPTERS)
                    ? SliceIdentifier.of(name.substring(ADAPTERS.length()))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "each package under " + ADAPTERS;
        }
    }
}
