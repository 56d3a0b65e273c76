package dev.cortado.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.core.Session;
import org.junit.jupiter.api.Test;

/** How much is put where, and which size results. */
class PaddingTest {

    @Test
    void sameKeepsTheSizeAndPutsAnOddElementAtTheEnd() {
        Padding same = Padding.keepSize();
        for (int extent = 1; extent <= 7; extent++) {
            int low = same.low(0, 13, extent, 1);
            int high = same.high(0, 13, extent, 1);
            assertThat(low + high).isEqualTo(extent - 1);
            assertThat(high - low).isEqualTo((extent - 1) % 2);
        }
    }

    @Test
    void sameWithAStrideDependsOnTheSizeOfTheInput() {
        Padding same = Padding.keepSize();
        // 4 places in steps of 2 with a kernel of 3 reach over 9 elements
        assertThat(same.low(0, 7, 3, 2)).isEqualTo(1);
        assertThat(same.high(0, 7, 3, 2)).isEqualTo(1);
        assertThat(same.low(1, 8, 3, 2)).isZero();
        assertThat(same.high(1, 8, 3, 2)).isEqualTo(1);
        // steps longer than the kernel need nothing
        assertThat(same.high(1, 8, 1, 2)).isZero();
        for (int size = 1; size <= 13; size++) {
            for (int stride = 1; stride <= 4; stride++) {
                int places = (size + stride - 1) / stride;
                assertThat(height(Conv2d.of(1, 3).withStride(stride).withPadding(same), size))
                        .isEqualTo(places);
                assertThat(height(MaxPool2d.of(2).withStride(stride).withPadding(same), size))
                        .isEqualTo(places);
            }
        }
    }

    @Test
    void eachSideHasItsOwnAmount() {
        Padding padding = Padding.of(1, 2, 3, 4);
        assertThat(padding.low(0, 9, 5, 1)).isEqualTo(1);
        assertThat(padding.high(0, 9, 5, 1)).isEqualTo(2);
        assertThat(padding.low(1, 9, 5, 1)).isEqualTo(3);
        assertThat(padding.high(1, 9, 5, 1)).isEqualTo(4);
        assertThat(Padding.of(1, 2)).isEqualTo(Padding.of(1, 1, 2, 2));
        assertThat(Padding.valid()).isEqualTo(Padding.of(0));
    }

    @Test
    void poolingRoundsTheNumberOfPlacesDownOrUp() {
        assertThat(height(MaxPool2d.of(2), 7)).isEqualTo(3);
        assertThat(height(MaxPool2d.of(2).withCeilMode(true), 7)).isEqualTo(4);
        assertThat(height(MaxPool2d.of(2).withCeilMode(true), 8)).isEqualTo(4);
        // the fourth window would begin in the padding after the end
        assertThat(height(MaxPool2d.of(2).withPadding(1).withCeilMode(true), 5)).isEqualTo(3);
        assertThat(height(SumPool2d.of(3).withStride(2).withPadding(1).withCeilMode(true), 6))
                .isEqualTo(4);
        assertThat(height(AvgPool2d.of(3).withStride(2).withCeilMode(true), 2)).isEqualTo(1);
    }

    private static int height(dev.cortado.api.layer.Layer layer, int size) {
        try (Session session = ReferenceSession.open(DType.FLOAT32)) {
            return session.inference(layer, TensorSpec.of(DType.FLOAT32, 1, 1, size, size))
                    .output("output")
                    .spec()
                    .shape()
                    .size(2);
        }
    }
}
