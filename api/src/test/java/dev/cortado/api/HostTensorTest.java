package dev.cortado.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HostTensorTest {

    @Test
    void castsKeepLowBitsOfWideIntegersAndSaturateFloats() {
        HostTensor wide = HostTensor.of(new long[] {(1L << 33) + 5, -1, Long.MAX_VALUE}, 3);
        assertThat(wide.cast(DType.INT32).ints()).containsExactly(5, -1, -1);
        assertThat(wide.cast(DType.UINT8).bytes()).containsExactly(5, -1, -1);
        assertThat(wide.cast(DType.INT64).longs()).containsExactly((1L << 33) + 5, -1, Long.MAX_VALUE);
        HostTensor floats = HostTensor.of(new float[] {1e20f, Float.NaN, -3.7f}, 3);
        assertThat(floats.cast(DType.INT32).ints()).containsExactly(Integer.MAX_VALUE, 0, -3);
        // 2^24 + 1 over 2^30 lies between two floats; going through double would round twice
        assertThat(HostTensor.of(new long[] {(1L << 54) + (1L << 30) + 1}, 1)
                        .cast(DType.FLOAT32)
                        .floats()[0])
                .isEqualTo((float) ((1L << 54) + (1L << 30) + 1));
    }

    @Test
    void arraysMustFitTheSpec() {
        assertThatThrownBy(() -> HostTensor.of(new float[5], 2, 3)).hasMessageContaining("6 elements");
        assertThatThrownBy(() -> HostTensor.of(TensorSpec.of(DType.INT32, 1), new float[1]))
                .hasMessageContaining("cannot be held in a float[]");
    }

    @Test
    void shapesRefuseMoreElementsThanAnArrayHolds() {
        assertThatThrownBy(() -> Shape.of(65536, 65536)).hasMessageContaining("2^31");
        assertThatThrownBy(() -> Shape.of(3, -1)).hasMessageContaining("negative");
        assertThatThrownBy(() -> Shape.of(65536, 0, 65536)).hasMessageContaining("2^31");
        assertThat(Shape.of(65536, 0, 7).elements()).isZero();
    }
}
