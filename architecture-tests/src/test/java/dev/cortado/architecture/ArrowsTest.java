package dev.cortado.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** An arrow between modules goes only down. */
class ArrowsTest {

    private static final List<String> JDK = List.of("java", "javax", "jdk", "com.sun");
    private static final String VECTOR = "jdk.incubator.vector";

    /** What each module may see besides itself and the JDK. */
    private static final Map<String, List<String>> ALLOWED = Map.ofEntries(
            Map.entry("dev.cortado.api", List.of()),
            Map.entry("dev.cortado.core", List.of("dev.cortado.api")),
            Map.entry("dev.cortado.layers", List.of("dev.cortado.api")),
            Map.entry("dev.cortado.backend.reference", List.of("dev.cortado.api")),
            Map.entry("dev.cortado.backend.cpu", List.of("dev.cortado.api", VECTOR)),
            Map.entry("dev.cortado.backend.nd4j", List.of("dev.cortado.api", "org.nd4j", "org.bytedeco")),
            Map.entry("dev.cortado.backend.opencl", List.of("dev.cortado.api", "org.jocl")),
            Map.entry(
                    "dev.cortado.interop",
                    List.of(
                            "dev.cortado.api",
                            "dev.cortado.core",
                            "dev.cortado.layers",
                            "com.fasterxml.jackson",
                            "org.snakeyaml")),
            Map.entry(
                    "dev.cortado.training",
                    List.of(
                            "dev.cortado.api",
                            "dev.cortado.core",
                            "dev.cortado.layers",
                            "dev.cortado.interop",
                            "com.fasterxml.jackson",
                            "com.drew")),
            Map.entry(
                    "dev.cortado.conformance",
                    List.of("dev.cortado.api", "dev.cortado.core", "dev.cortado.backend.reference", "org.junit")),
            Map.entry(
                    "dev.cortado.runtime",
                    List.of(
                            "dev.cortado.api",
                            "dev.cortado.core",
                            "dev.cortado.layers",
                            "dev.cortado.interop",
                            "dev.cortado.training",
                            "com.google.inject",
                            "jakarta.inject")));

    @TestFactory
    List<DynamicTest> modulesSeeOnlyWhatIsBelow() {
        List<DynamicTest> tests = new ArrayList<>();
        ALLOWED.forEach((module, seen) -> tests.add(DynamicTest.dynamicTest(module, () -> {
            assertThat(House.count(module)).as("classes seen of " + module).isGreaterThan(3);
            List<String> packages = new ArrayList<>(JDK);
            packages.add(module);
            packages.addAll(seen);
            classes()
                    .that()
                    .resideInAPackage(module + "..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(House.below(packages))
                    .because("an arrow goes only down")
                    .check(House.classes());
        })));
        return tests;
    }

    @Test
    void apiNeedsTheJdkAlone() {
        House.keeps(classes()
                .that()
                .resideInAPackage("dev.cortado.api..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.cortado.api..", "java.."));
    }

    @Test
    void guiceLivesInRuntimeAndPrograms() {
        assertThat(House.classes().stream()
                        .filter(type -> type.getPackageName().startsWith("dev.cortado.runtime"))
                        .anyMatch(type -> type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(
                                        d -> d.getTargetClass().getPackageName().startsWith("com.google.inject"))))
                .as("somebody in runtime uses Guice")
                .isTrue();
        House.keeps(noClasses()
                .that()
                .resideOutsideOfPackages("dev.cortado.runtime..", "dev.cortado.cli..", "dev.cortado.examples..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google.inject..", "jakarta.inject.."));
    }

    @Test
    void backendsDoNotSeeEachOther() {
        assertThat(House.count("dev.cortado.backend.cpu")).isGreaterThan(20);
        House.keeps(noClasses()
                .that()
                .resideInAPackage("dev.cortado.backend.cpu..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.cortado.backend.reference..",
                        "dev.cortado.backend.nd4j..",
                        "dev.cortado.backend.opencl.."));
        List<String> others =
                List.of("dev.cortado.backend.reference", "dev.cortado.backend.nd4j", "dev.cortado.backend.opencl");
        for (String backend : others) {
            assertThat(House.count(backend)).isGreaterThan(10);
            noClasses()
                    .that()
                    .resideInAPackage(backend + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(House.below(Stream.of(
                                    "dev.cortado.backend.reference",
                                    "dev.cortado.backend.cpu",
                                    "dev.cortado.backend.nd4j",
                                    "dev.cortado.backend.opencl")
                            .filter(other -> !other.equals(backend))
                            .toList()))
                    .check(House.classes());
        }
    }

    @Test
    void nd4jIsSeenByItsBackendAlone() {
        assertThat(House.classes().stream()
                        .filter(type -> type.getPackageName().startsWith("dev.cortado.backend.nd4j"))
                        .anyMatch(type -> type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(
                                        d -> d.getTargetClass().getPackageName().startsWith("org.nd4j"))))
                .as("the backend uses ND4J")
                .isTrue();
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.cortado.backend.nd4j..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.nd4j..", "org.bytedeco..")
                .check(House.classes());
    }

    @Test
    void theOpenClBridgeIsSeenByItsBackendAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.cortado.backend.opencl..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jocl..")
                .check(House.classes());
    }

    @Test
    void nobodyCompilesAgainstABackendButTheKit() {
        House.keeps(noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.cortado.backend.reference..",
                        "dev.cortado.backend.cpu.kernel..",
                        "dev.cortado.backend.cpu.lower..",
                        "dev.cortado.backend.cpu",
                        "dev.cortado.backend.nd4j..",
                        "dev.cortado.backend.opencl..",
                        "dev.cortado.conformance..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.cortado.backend.."));
    }
}
