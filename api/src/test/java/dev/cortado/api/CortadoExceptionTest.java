package dev.cortado.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class CortadoExceptionTest {

    private static final CortadoException USERS =
            CortadoException.user("bad-option", "a.yaml:3", "is wrong", "mend it");
    private static final CortadoException PLUGINS =
            CortadoException.plugin("blur", "component-failed", "blur", "it failed", null, null);

    @Test
    void whatIsNotTheUsersMistakeDecides() {
        CortadoException all = CortadoException.all("a.yaml", List.of(USERS, PLUGINS));
        assertThat(all.category()).isEqualTo(CortadoException.Category.PLUGIN);
        assertThat(all.code()).isEqualTo("component-failed");
        assertThat(all.problems()).containsExactly(USERS, PLUGINS);
    }

    @Test
    void problemsOfProblemsAreListedFlat() {
        CortadoException inner = CortadoException.all("conv2d", List.of(USERS, USERS));
        assertThat(CortadoException.all("a.yaml", List.of(inner, PLUGINS)).problems())
                .containsExactly(USERS, USERS, PLUGINS);
        assertThat(CortadoException.all("a.yaml", List.of(USERS))).isSameAs(USERS);
    }

    @Test
    void problemsOutliveSerialization() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(CortadoException.all("a.yaml", List.of(USERS, PLUGINS)));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            CortadoException read = (CortadoException) in.readObject();
            assertThat(read.problems())
                    .extracting(CortadoException::code)
                    .containsExactly("bad-option", "component-failed");
            assertThat(read.problems().get(1).plugin()).contains("blur");
        }
    }
}
