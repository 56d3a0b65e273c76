package dev.cortado.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.Buffer;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.op.Relu;
import dev.cortado.core.run.SingleOp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenClBackendTest {

    private static final TensorSpec THREE = TensorSpec.of(DType.FLOAT32, 3);

    @Test
    void theCpuStaysTheFirstChoice() {
        assertThat(new OpenClProvider().priority()).isLessThan(100);
    }

    @Test
    void aDeviceIsChosenByNumberAndByPartOfItsName() {
        String name;
        try (Backend backend = OnDevice.open(Map.of("device", "0"))) {
            name = backend.device().name();
        }
        String part = name.substring(0, 6).toUpperCase(java.util.Locale.ROOT);
        try (Backend backend = OnDevice.open(Map.of("device", part))) {
            assertThat(backend.device().name()).isEqualTo(name);
        }
        for (String unknown : new String[] {"99", "pthraed", "", "9999999999"}) {
            assertThatThrownBy(() -> OnDevice.open(Map.of("device", unknown)))
                    .isInstanceOf(CortadoException.class)
                    .hasMessageContaining("there is no device '" + unknown + "'")
                    .hasMessageContaining("'0' (");
        }
    }

    @Test
    void unknownSettingsAreRefused() {
        OnDevice.assumeUsable();
        assertThatThrownBy(() -> OnDevice.open(Map.of("famly", "cpu")))
                .hasMessageContaining("there is no setting 'famly'")
                .hasMessageContaining("did you mean 'family'");
        assertThatThrownBy(() -> OnDevice.open(Map.of("family", "tpu"))).hasMessageContaining("use 'cpu' or 'gpu'");
        assertThatThrownBy(() -> OnDevice.open(Map.of("fusion", "yes"))).hasMessageContaining("use 'on' or 'off'");
    }

    @Test
    void useAfterCloseIsNamed() {
        Backend backend = OnDevice.open(Map.of());
        BufferView x = BufferView.of(backend.allocate(DType.FLOAT32, 3), THREE);
        BufferView y = BufferView.of(backend.allocate(DType.FLOAT32, 3), THREE);
        Invocation run = backend.prepare(new Relu(), List.of(THREE), List.of(THREE))
                .orElseThrow()
                .bind(List.of(x), List.of(y), List.of());
        run.run();
        x.buffer().close();
        x.buffer().close();
        assertThatThrownBy(run::run).hasMessageContaining("used after it was closed");
        assertThatThrownBy(() -> backend.download(x, HostTensor.zeros(THREE)))
                .hasMessageContaining("after it was closed");
        backend.close();
        backend.close();
        assertThatThrownBy(run::run).hasMessageContaining("is closed");
        assertThatThrownBy(() -> backend.allocate(DType.FLOAT32, 3)).hasMessageContaining("is closed");
        assertThatCode(y.buffer()::close).doesNotThrowAnyException();
    }

    @Test
    void buffersAreZeroedAndMayBeEmpty() {
        try (Backend backend = OnDevice.open(Map.of())) {
            for (DType dtype : DType.values()) {
                TensorSpec spec = TensorSpec.of(dtype, 1000);
                HostTensor found = HostTensor.filled(spec, 1);
                backend.download(BufferView.of(backend.allocate(dtype, 1000), spec), found);
                assertThat(found).isEqualTo(HostTensor.zeros(spec));
                Buffer empty = backend.allocate(dtype, 0);
                backend.download(
                        BufferView.of(empty, TensorSpec.of(dtype, 0)), HostTensor.zeros(TensorSpec.of(dtype, 0)));
            }
        }
    }

    @Test
    void tooMuchMemoryIsAResourceFailureAndTheRestGoesOn() {
        try (Backend backend = OnDevice.open(Map.of())) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 64; i++) {
                            backend.allocate(DType.FLOAT64, Integer.MAX_VALUE);
                        }
                    })
                    .isInstanceOfSatisfying(CortadoException.class, e -> {
                        assertThat(e.category()).isEqualTo(CortadoException.Category.RESOURCE);
                        assertThat(e.code()).isEqualTo("out-of-memory");
                    })
                    .hasMessageContaining("bytes");
            HostTensor x = HostTensor.of(new float[] {-1, 0, 1}, 3);
            try (SingleOp relu = new SingleOp(backend, new Relu(), List.of(x.spec()))) {
                assertThat(relu.run(List.of(x))).containsExactly(HostTensor.of(new float[] {0, 0, 1}, 3));
            }
        }
    }

    @Test
    void buffersOfAnotherBackendAreRefused() {
        try (Backend one = OnDevice.open(Map.of());
                Backend other = OnDevice.open(Map.of())) {
            BufferView foreign = BufferView.of(other.allocate(DType.FLOAT32, 3), THREE);
            assertThatThrownBy(() -> one.download(foreign, HostTensor.zeros(THREE)))
                    .hasMessageContaining("a buffer of another backend");
        }
    }
}
