package dev.cortado.backend.nd4j;

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
import dev.cortado.api.op.Relu;
import dev.cortado.conformance.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Nd4jRequired.class)
class Nd4jBackendTest {

    private static final TensorSpec SPEC = TensorSpec.of(DType.FLOAT32, 7);

    @Test
    void everyTypeGoesThereAndBack() {
        try (Backend backend = new Nd4jProvider().create(BackendOptions.of(1))) {
            for (DType dtype : DType.values()) {
                for (int n : new int[] {0, 1, 7, 207}) {
                    HostTensor value = new Samples(n).random(dtype, n);
                    Buffer buffer = backend.allocate(dtype, n + 3);
                    BufferView view = new BufferView(buffer, 2, value.spec());
                    BufferView copy = BufferView.of(backend.allocate(dtype, n), value.spec());
                    backend.upload(value, view);
                    backend.copy(view, copy);
                    HostTensor back = HostTensor.zeros(value.spec());
                    backend.download(copy, back);
                    assertThat(back).isEqualTo(value);
                }
            }
        }
    }

    @Test
    void buffersStartAsZerosOnWholeCacheLines() {
        try (Backend backend = new Nd4jProvider().create(BackendOptions.of(1))) {
            for (int i = 1; i < 20; i++) {
                Nd4jBuffer buffer = (Nd4jBuffer) backend.allocate(DType.FLOAT32, 7L * i);
                HostTensor value = HostTensor.filled(TensorSpec.of(DType.FLOAT32, 7 * i), 3);
                backend.download(BufferView.of(buffer, value.spec()), value);
                assertThat(value).isEqualTo(HostTensor.zeros(value.spec()));
                assertThat(buffer.at(0).address() % backend.alignment()).isZero();
            }
        }
    }

    @Test
    void useAfterCloseIsRefusedByName() {
        Backend backend = new Nd4jProvider().create(BackendOptions.of(1));
        Buffer x = backend.allocate(DType.FLOAT32, 7);
        Buffer y = backend.allocate(DType.FLOAT32, 7);
        Invocation invocation = backend.prepare(new Relu(), List.of(SPEC), List.of(SPEC))
                .orElseThrow()
                .bind(List.of(BufferView.of(x, SPEC)), List.of(BufferView.of(y, SPEC)), List.of());
        invocation.run();
        x.close();
        x.close();
        assertThatThrownBy(invocation::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'nd4j'");
        assertThatThrownBy(() -> backend.download(BufferView.of(x, SPEC), HostTensor.zeros(SPEC)))
                .isInstanceOf(IllegalStateException.class);
        backend.close();
        backend.close();
        assertThatThrownBy(() -> backend.allocate(DType.FLOAT32, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'nd4j' is closed");
        assertThatThrownBy(() -> backend.download(BufferView.of(y, SPEC), HostTensor.zeros(SPEC)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void severalBackendsLiveSideBySide() {
        try (Backend one = new Nd4jProvider().create(BackendOptions.of(1));
                Backend two = new Nd4jProvider().create(BackendOptions.of(2))) {
            HostTensor value = new Samples(3).random(DType.FLOAT32, 7);
            BufferView first = BufferView.of(one.allocate(DType.FLOAT32, 7), SPEC);
            BufferView second = BufferView.of(two.allocate(DType.FLOAT32, 7), SPEC);
            one.upload(value, first);
            assertThatThrownBy(() -> two.copy(first, second)).isInstanceOf(IllegalArgumentException.class);
            one.close();
            two.upload(value, second);
            HostTensor back = HostTensor.zeros(SPEC);
            two.download(second, back);
            assertThat(back).isEqualTo(value);
        }
    }

    @Test
    void memoryThatIsNotThereIsAResourceError() {
        try (Backend backend = new Nd4jProvider().create(BackendOptions.of(1))) {
            assertThatThrownBy(() -> backend.allocate(DType.FLOAT64, Long.MAX_VALUE / 16))
                    .isInstanceOfSatisfying(
                            CortadoException.class,
                            e -> assertThat(e.category()).isEqualTo(CortadoException.Category.RESOURCE));
        }
    }

    @Test
    void theDeviceIsDescribed() {
        try (Backend backend = new Nd4jProvider().create(BackendOptions.of(1))) {
            assertThat(backend.device().name()).contains("1 thread", "oneDNN");
            assertThat(backend.device().version()).contains(Nd4jPresence.VERSION);
        }
    }
}
