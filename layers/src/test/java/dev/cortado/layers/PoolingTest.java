package dev.cortado.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.layer.Layer;
import dev.cortado.core.Session;
import dev.cortado.core.run.Program;
import org.junit.jupiter.api.Test;

/** Pooling of one row of numbers, by hand. */
class PoolingTest {

    private static double[] pool(Layer layer, double... row) {
        HostTensor input = HostTensor.of(row, 1, 1, 1, row.length);
        try (Session session = ReferenceSession.open(DType.FLOAT64)) {
            Program program = session.inference(layer, input.spec());
            program.input("input").set(input);
            program.run();
            return program.output("output").value().doubles();
        }
    }

    private static final HeightWidth WINDOW = HeightWidth.of(1, 3);
    private static final HeightWidth STRIDE = HeightWidth.of(1, 2);
    private static final Padding PADDED = Padding.of(0, 1);

    @Test
    void maximaNeverComeFromThePadding() {
        MaxPool2d pool = MaxPool2d.of(WINDOW).withStride(STRIDE).withPadding(PADDED);
        assertThat(pool(pool, -1, -2, -3, -4, -5)).containsExactly(-1, -2, -4);
        assertThat(pool(pool.withDilation(HeightWidth.of(1, 2)).withPadding(0), 1, 5, 2, 6, 3))
                .containsExactly(3);
        assertThat(pool(pool, 1, Double.NaN, 3, 4, Double.POSITIVE_INFINITY))
                .containsExactly(Double.NaN, Double.NaN, Double.POSITIVE_INFINITY);
    }

    @Test
    void averagesCountPaddingOrNot() {
        AvgPool2d pool = AvgPool2d.of(WINDOW).withStride(STRIDE).withPadding(PADDED);
        assertThat(pool(pool, 3, 6, 9, 12, 15)).containsExactly(3, 9, 9);
        assertThat(pool(pool.withCountIncludePad(false), 3, 6, 9, 12, 15)).containsExactly(4.5, 9, 13.5);
    }

    @Test
    void whatHangsOverThePaddingNeverCounts() {
        AvgPool2d pool = AvgPool2d.of(WINDOW).withStride(STRIDE).withCeilMode(true);
        assertThat(pool(pool, 3, 6, 9, 12)).containsExactly(6, 10.5);
        assertThat(pool(pool.withPadding(PADDED), 3, 6, 9, 12)).containsExactly(3, 9, 6);
        assertThat(pool(pool.withPadding(PADDED).withCountIncludePad(false), 3, 6, 9, 12))
                .containsExactly(4.5, 9, 12);
    }

    @Test
    void sumsAddNothingForPadding() {
        SumPool2d pool = SumPool2d.of(WINDOW).withStride(STRIDE).withPadding(PADDED);
        assertThat(pool(pool, 1, 2, 3, 4, 5)).containsExactly(3, 9, 9);
        assertThat(pool(pool.withCeilMode(true), 1, 2, 3, 4)).containsExactly(3, 9, 4);
    }
}
