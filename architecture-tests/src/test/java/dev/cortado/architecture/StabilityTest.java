package dev.cortado.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.cortado.api.Stability;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every public type of api says how far it can be relied on. */
class StabilityTest {

    private static final int TYPES = 90;

    private static boolean isMarked(JavaClass type) {
        return type.isAnnotatedWith(Stability.Stable.class) || type.isAnnotatedWith(Stability.Experimental.class);
    }

    @Test
    void everyPublicTypeIsMarkedOnce() {
        List<JavaClass> types = House.classes().stream()
                .filter(type -> type.getPackageName().startsWith("dev.cortado.api"))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(JavaClass::isTopLevelClass)
                .toList();
        assertThat(types).as("public types seen").hasSizeGreaterThan(TYPES - 20);
        assertThat(types)
                .allSatisfy(
                        type -> assertThat(isMarked(type)).as(type.getName()).isTrue());
        assertThat(types)
                .noneMatch(type -> type.isAnnotatedWith(Stability.Stable.class)
                        && type.isAnnotatedWith(Stability.Experimental.class));
    }

    @Test
    void theTestNoticesAnUnmarkedType() {
        assertThat(new com.tngtech.archunit.core.importer.ClassFileImporter()
                        .importPackages("dev.cortado.api.violation").stream()
                                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC)))
                .isNotEmpty()
                .noneMatch(StabilityTest::isMarked);
    }
}
