package dev.holograph.chaos.application;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What lets a command line or another build tool stand on the application. */
@AnalyzeClasses(packages = "dev.holograph", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    /** Also of the core and the adapters, on which it stands. */
    @ArchTest
    static final ArchRule NOTHING_KNOWS_MAVEN = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.maven..",
                    "org.codehaus.plexus..",
                    "org.eclipse.aether..",
                    "org.eclipse.sisu..",
                    "javax.inject..",
                    "dev.holograph.chaos.maven..");

    @ArchTest
    static final ArchRule NOTHING_BELOW_KNOWS_THE_APPLICATION = noClasses()
            .that()
            .resideOutsideOfPackage("dev.holograph.chaos.application..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.holograph.chaos.application..");
}
