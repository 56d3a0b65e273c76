package dev.cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.interop.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {

    @Test
    void saysWhatIsUsedAndWhatIsMissing() {
        Outcome doctor = Outcome.of("doctor");
        assertThat(doctor.code()).isZero();
        assertThat(doctor.out())
                .contains(
                        "java      " + System.getProperty("java.version"), "processors", "heap up to", "Vector API on")
                .contains("device    ", "usable    yes: ", "priority  100", "from      ")
                .contains("nd4j: not found", "--backend nd4j' fetches it once");
        assertThat(doctor.line("used: ")).startsWith("used: cpu (");
        assertThat(Outcome.of("doctor", "--no-start").out()).doesNotContain("device    ");
    }

    @Test
    void endsWithOneWhereNothingCanBeUsed() {
        Outcome absent = Outcome.of("doctor", "--backend", "nd4j");
        assertThat(absent.code()).isEqualTo(1);
        assertThat(absent.line("used: none. ")).contains("there is no backend 'nd4j' (named explicitly)");
        Outcome refuses = Outcome.of("doctor", "--backend", "cpu", "--device", 7);
        assertThat(refuses.code()).isEqualTo(1);
        assertThat(refuses.out())
                .contains("starts    no: backend 'cpu': it takes no device ('7')", "it does not start");
        assertThat(Outcome.of("doctor", "--backend", "cpu", "--device", 7, "--no-start")
                        .code())
                .isZero();
    }

    @Test
    void jsonHoldsTheSame() {
        Map<String, Object> tree =
                Json.parseObject(Outcome.of("doctor", "--json").out(), "doctor");
        assertThat(tree)
                .containsEntry("used", "cpu")
                .containsEntry("healthy", true)
                .containsKeys("api", "java", "absent", "failed_plugins", "why", "advice");
        assertThat((List<?>) tree.get("backends"))
                .allSatisfy(entry -> assertThat((Map<?, ?>) entry)
                        .extracting(Map::keySet)
                        .asString()
                        .contains("name", "jar", "version", "api", "usable", "reason", "remedy", "device", "failure"));
        assertThat(((Map<?, ?>) tree.get("java")).get("processors")).isInstanceOf(Long.class);
    }
}
