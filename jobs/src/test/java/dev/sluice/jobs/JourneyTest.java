package dev.sluice.jobs;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The code lies in the order of the data: a stage never knows what happens to its result. */
class JourneyTest {
    /** The screening brain, in the order of the data. */
    private static final List<String> BRAIN = List.of(
            "dev.sluice.event",
            "dev.sluice.media",
            "dev.sluice.fingerprint",
            "dev.sluice.signature",
            "dev.sluice.signature.list",
            "dev.sluice.match",
            "dev.sluice.text",
            "dev.sluice.policy",
            "dev.sluice.screening");

    /** The brain, and the jobs that move events through it. */
    private static final List<String> JOURNEY = Stream.concat(
                    BRAIN.stream(),
                    Stream.of(
                            "dev.sluice.jobs.config",
                            "dev.sluice.jobs.metric",
                            "dev.sluice.jobs.kafka",
                            "dev.sluice.jobs.screening"))
            .toList();

    private static final DescribedPredicate<JavaClass> IN_THE_BRAIN = resideInAnyPackage(BRAIN.toArray(String[]::new));

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sluice");

    @ParameterizedTest
    @FieldSource("JOURNEY")
    void aPackageDependsOnlyOnThoseBeforeIt(String stage) {
        String[] known = JOURNEY.subList(0, JOURNEY.indexOf(stage) + 1).toArray(String[]::new);
        classes()
                .that(resideInAPackage(stage))
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("dev.sluice..")).or(resideInAnyPackage(known)))
                .check(CODE);
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        assertThat(CODE.stream()
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .map(JavaClass::getPackageName)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(JOURNEY);
    }

    @Test
    void thereAreNoCycles() {
        slices().matching("dev.sluice.(**)").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void onlyMediaTouchesNativeCode() {
        noClasses()
                .that(resideInAPackage("dev.sluice..").and(not(resideInAPackage("dev.sluice.media"))))
                .should()
                .dependOnClassesThat(resideInAPackage("org.bytedeco.."))
                .check(CODE);
    }

    @Test
    void theBrainReadsNoClock() {
        noClasses()
                .that(IN_THE_BRAIN)
                .should()
                .accessTargetWhere(isOneOf(
                        "java.time.Instant.now",
                        "java.time.OffsetDateTime.now",
                        "java.time.ZonedDateTime.now",
                        "java.time.LocalDateTime.now",
                        "java.time.LocalDate.now",
                        "java.time.Clock.systemUTC",
                        "java.time.Clock.systemDefaultZone",
                        "java.lang.System.currentTimeMillis",
                        "java.util.Date.<init>"))
                .check(CODE);
    }

    @Test
    void onlyMediaMeasuresHowLongSomethingTakes() {
        noClasses()
                .that(IN_THE_BRAIN.and(not(resideInAPackage("dev.sluice.media"))))
                .should()
                .accessTargetWhere(isOneOf("java.lang.System.nanoTime"))
                .check(CODE);
    }

    /** Calls and method references alike. */
    private static DescribedPredicate<JavaAccess<?>> isOneOf(String... members) {
        Set<String> names = Set.of(members);
        return DescribedPredicate.describe(
                "is one of " + names,
                access -> names.contains(access.getTargetOwner().getName() + "."
                        + access.getTarget().getName()));
    }
}
