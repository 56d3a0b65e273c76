package dev.cortado.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.Buffer;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.backend.Usability;
import dev.cortado.api.op.Unary;
import dev.cortado.backend.reference.ReferenceProvider;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuBackendTest {

    private static final TensorSpec SPEC = TensorSpec.of(DType.FLOAT32, 3);

    private static BackendOptions settings(String name, String value) {
        return new BackendOptions(1, Map.of(name, value), List.of(), List.of());
    }

    @Test
    void isFoundAndUsable() {
        Usability usability = new CpuProvider().usability();
        assertThat(usability.usable()).isTrue();
        assertThat(usability.reason()).containsAnyOf("vectors", "scalar");
        try (Backend backend = new CpuProvider().create(BackendOptions.of(2))) {
            assertThat(backend.device().name()).contains("2 threads");
        }
    }

    @Test
    void measuresAPeakThatThisMachineMayHave() {
        try (Backend backend = new CpuProvider().create(BackendOptions.of(2))) {
            // an emulated or a forgotten multiply-add would lie far outside
            assertThat(backend.measurePeak().orElseThrow()).isBetween(1e9, 1e13);
        }
    }

    @Test
    void copiesWithinBuffers() {
        try (Backend backend = new CpuProvider().create(BackendOptions.of(1))) {
            Buffer buffer = backend.allocate(DType.FLOAT32, 10);
            BufferView first = new BufferView(buffer, 1, SPEC);
            BufferView second = new BufferView(buffer, 6, SPEC);
            backend.upload(HostTensor.of(new float[] {1, 2, 3}, 3), first);
            backend.copy(first, second);
            HostTensor all = HostTensor.zeros(TensorSpec.of(DType.FLOAT32, 10));
            backend.download(BufferView.of(buffer, all.spec()), all);
            assertThat(all.floats()).containsExactly(0, 1, 2, 3, 0, 0, 1, 2, 3, 0);
            assertThatThrownBy(() -> backend.upload(HostTensor.of(new float[2], 2), first))
                    .hasMessageContaining("float32 2")
                    .hasMessageContaining("float32 3");
        }
    }

    @Test
    void refusesUseAfterClose() {
        Backend backend = new CpuProvider().create(BackendOptions.of(2));
        Buffer buffer = backend.allocate(DType.FLOAT32, 3);
        BufferView view = BufferView.of(buffer, SPEC);
        Invocation invocation = backend.prepare(new Unary(Unary.Kind.NEGATE), List.of(SPEC), List.of(SPEC))
                .orElseThrow()
                .bind(List.of(view), List.of(view), List.of());
        invocation.run();
        buffer.close();
        buffer.close();
        assertThatThrownBy(invocation::run).hasMessageContaining("'cpu' is used after it was closed");
        assertThatThrownBy(() -> backend.download(view, HostTensor.zeros(SPEC))).hasMessageContaining("closed");
        backend.close();
        backend.close();
        assertThatThrownBy(() -> backend.allocate(DType.FLOAT32, 3)).hasMessageContaining("'cpu' is closed");
    }

    @Test
    void refusesBuffersOfOthers() {
        try (Backend backend = new CpuProvider().create(BackendOptions.of(1));
                Backend other = new ReferenceProvider().create(BackendOptions.of(1))) {
            BufferView view = BufferView.of(other.allocate(DType.FLOAT32, 3), SPEC);
            assertThatThrownBy(() -> backend.download(view, HostTensor.zeros(SPEC)))
                    .hasMessageContaining("no buffer of the backend 'cpu'");
        }
    }

    @Test
    void reportsWrongSettings() {
        assertThatThrownBy(() -> new CpuProvider().create(settings("fusoin", "off")))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("'fusoin'")
                .hasMessageContaining("did you mean 'fusion'");
        assertThatThrownBy(() -> new CpuProvider().create(settings("fusion", "no")))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("use 'on' or 'off'");
    }

    @Test
    void reportsThatMemoryIsFull() {
        try (Backend backend = new CpuProvider().create(BackendOptions.of(1))) {
            assertThatThrownBy(() -> backend.allocate(DType.INT64, Integer.MAX_VALUE))
                    .isInstanceOf(CortadoException.class)
                    .hasMessageContaining("16384 MiB")
                    .hasMessageContaining("-Xmx");
        }
    }
}
