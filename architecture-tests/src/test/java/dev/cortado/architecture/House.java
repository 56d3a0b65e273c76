package dev.cortado.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import org.assertj.core.api.Assertions;

/** The classes of the house, and the classes that break its rules on purpose. */
final class House {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.cortado");

    private static final JavaClasses VIOLATIONS = new ClassFileImporter()
            .importPackages(
                    "dev.cortado.api.violation", "dev.cortado.core.violation", "dev.cortado.backend.cpu.violation");

    private House() {}

    /** Returns the classes of the house. */
    static JavaClasses classes() {
        return CLASSES;
    }

    /** Returns how many classes lie in a package or below it. */
    static long count(String root) {
        return CLASSES.stream()
                .filter(type -> type.getPackageName().equals(root)
                        || type.getPackageName().startsWith(root + "."))
                .count();
    }

    /** Checks that the house keeps a rule, and that the rule notices the classes that break it. */
    static void keeps(ArchRule rule) {
        rule.check(CLASSES);
        EvaluationResult broken = rule.allowEmptyShould(true).evaluate(VIOLATIONS);
        Assertions.assertThat(broken.hasViolation())
                .as("the rule must notice the classes made to break it: %s", rule.getDescription())
                .isTrue();
    }

    /** Returns package patterns that contain each root and everything below. */
    static String[] below(List<String> roots) {
        return roots.stream().map(root -> root + "..").toArray(String[]::new);
    }
}
