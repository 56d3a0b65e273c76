package dev.cortado.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What must never be in this house. */
class NeversTest {

    private static final Set<String> TRANSCENDENTAL = Set.of(
            "EXP", "EXPM1", "LOG", "LOG10", "LOG1P", "SIN", "COS", "TAN", "SINH", "COSH", "TANH", "ASIN", "ACOS",
            "ATAN", "ATAN2", "POW", "CBRT", "HYPOT");

    private static final Set<String> VARYING =
            Set.of("exp", "expm1", "log", "log10", "log1p", "sin", "cos", "tan", "tanh", "sinh", "cosh", "pow", "cbrt");

    @Test
    void vectorsStayInTheKernelPackage() {
        assertThat(House.classes().stream()
                        .filter(type -> type.getPackageName().startsWith("dev.cortado.backend.cpu.kernel"))
                        .anyMatch(type -> type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(
                                        d -> d.getTargetClass().getPackageName().equals("jdk.incubator.vector"))))
                .as("kernels use vectors")
                .isTrue();
        House.keeps(noClasses()
                .that()
                .resideOutsideOfPackage("dev.cortado.backend.cpu.kernel..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector.."));
    }

    @Test
    void noTranscendentalLanewiseOperations() {
        House.keeps(noClasses()
                .should()
                .accessFieldWhere(new DescribedPredicate<JavaFieldAccess>("VectorOperators.EXP and its like") {
                    @Override
                    public boolean test(JavaFieldAccess access) {
                        return access.getTargetOwner().getName().equals("jdk.incubator.vector.VectorOperators")
                                && TRANSCENDENTAL.contains(access.getTarget().getName());
                    }
                })
                .because("their bits change when the JIT replaces them"));
    }

    @Test
    void backendsDoNotCallMathFunctionsWhoseBitsVary() {
        House.keeps(noClasses()
                .that()
                .resideInAnyPackage("dev.cortado.backend..", "dev.cortado.api.random..", "dev.cortado.layers..")
                .should()
                .accessTargetWhere(new DescribedPredicate<JavaAccess<?>>("Math.exp and its like") {
                    @Override
                    public boolean test(JavaAccess<?> access) {
                        return access.getTargetOwner().getName().equals("java.lang.Math")
                                && VARYING.contains(access.getTarget().getName());
                    }
                })
                .because("their bits differ between interpreter, compiler and machines; use StrictMath"));
    }

    @Test
    void noJavaSerialization() {
        House.keeps(noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectOutputStream"));
    }

    @Test
    void noThreadLocalContext() {
        House.keeps(noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.cortado.api..", "dev.cortado.core..", "dev.cortado.layers..", "dev.cortado.training..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class));
    }
}
