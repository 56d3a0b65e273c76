package dev.cortado.layers.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Initializer;
import dev.cortado.api.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Spread, reproducibility and text form of initializers. */
class InitializerTest {

    private static final RandomKey KEY = RandomKey.of(7).derive("conv1.weight");

    private static HostTensor make(Initializer initializer, DType dtype, int... sizes) {
        return initializer.initialize(TensorSpec.of(dtype, sizes), KEY);
    }

    private static double variance(HostTensor values) {
        double mean = 0;
        double squares = 0;
        int count = values.spec().elements();
        for (int i = 0; i < count; i++) {
            mean += values.get(i) / count;
            squares += values.get(i) * values.get(i) / count;
        }
        // four standard errors of a mean of 0
        assertThat(mean).isBetween(-4 * Math.sqrt(squares / count), 4 * Math.sqrt(squares / count));
        return squares;
    }

    private static double largest(HostTensor values) {
        double largest = 0;
        for (int i = 0; i < values.spec().elements(); i++) {
            largest = Math.max(largest, Math.abs(values.get(i)));
        }
        return largest;
    }

    @Test
    void varianceFollowsFromFanInAndFanOut() {
        // [out, in, height, width]: fan-in 20 * 25, fan-out 50 * 25
        int[] sizes = {50, 20, 5, 5};
        assertThat(variance(make(FanInitializer.HE_NORMAL, DType.FLOAT64, sizes)) * 500)
                .isCloseTo(2, within(0.1));
        assertThat(variance(make(FanInitializer.HE_UNIFORM, DType.FLOAT64, sizes)) * 500)
                .isCloseTo(2, within(0.1));
        assertThat(variance(make(FanInitializer.GLOROT_NORMAL, DType.FLOAT64, sizes)) * 1750)
                .isCloseTo(2, within(0.1));
        assertThat(variance(make(FanInitializer.GLOROT_UNIFORM, DType.FLOAT64, sizes)) * 1750)
                .isCloseTo(2, within(0.1));
    }

    @Test
    void uniformValuesStayWithinTheirBoundAndReachIt() {
        double bound = Math.sqrt(6.0 / 500);
        assertThat(largest(make(FanInitializer.HE_UNIFORM, DType.FLOAT64, 50, 500)))
                .isBetween(0.99 * bound, bound);
        assertThat(largest(make(new Uniform(0.3), DType.FLOAT64, 1000))).isBetween(0.29, 0.3);
        assertThat(largest(make(FanInitializer.HE_NORMAL, DType.FLOAT64, 50, 500)))
                .isGreaterThan(bound);
    }

    @Test
    void valuesAreDrawnInOrderAndRounded() {
        for (Initializer initializer :
                List.of(FanInitializer.HE_NORMAL, FanInitializer.GLOROT_UNIFORM, new Normal(0.1), new Uniform(2))) {
            HostTensor wide = make(initializer, DType.FLOAT64, 13, 7);
            assertThat(make(initializer, DType.FLOAT64, 13, 7)).isEqualTo(wide);
            assertThat(make(initializer, DType.FLOAT32, 13, 7)).isEqualTo(wide.cast(DType.FLOAT32));
            HostTensor other =
                    initializer.initialize(wide.spec(), RandomKey.of(7).derive("conv2.weight"));
            assertThat(other).isNotEqualTo(wide);
        }
        HostTensor longer = make(new Normal(1), DType.FLOAT64, 10);
        HostTensor shorter = make(new Normal(1), DType.FLOAT64, 3);
        for (int i = 0; i < 3; i++) {
            assertThat(shorter.get(i)).isEqualTo(longer.get(i));
        }
    }

    @Test
    void bitsNeverChange() {
        // written down once: repeating an experiment relies on them
        assertThat(make(FanInitializer.HE_NORMAL, DType.FLOAT32, 2, 2).floats())
                .containsExactly(0.6700435f, 0.406061f, -0.429316f, -0.34348118f);
    }

    @Test
    void vectorsScalarsAndEmptyTensorsHaveValues() {
        for (FanInitializer initializer : FanInitializer.values()) {
            assertThat(make(initializer, DType.FLOAT32).get(0)).isFinite();
            assertThat(make(initializer, DType.FLOAT32, 7).get(6)).isFinite();
            assertThat(make(initializer, DType.FLOAT32, 0, 3).spec().elements()).isZero();
            assertThat(make(initializer, DType.FLOAT32, 3, 0).spec().elements()).isZero();
        }
        assertThat(variance(make(FanInitializer.HE_NORMAL, DType.FLOAT64, 20000)) * 20000)
                .isCloseTo(2, within(0.1));
    }

    @Test
    void constantsAreConstant() {
        assertThat(make(new Constant(1.5), DType.FLOAT32, 2)).isEqualTo(HostTensor.of(new float[] {1.5f, 1.5f}, 2));
        assertThat(make(Constant.zeros(), DType.FLOAT64, 1)).isEqualTo(HostTensor.of(new double[] {0}, 1));
    }

    @Test
    void textFormGoesThereAndBack() {
        List<Initializer> all = List.of(
                FanInitializer.HE_NORMAL,
                FanInitializer.HE_UNIFORM,
                FanInitializer.GLOROT_NORMAL,
                FanInitializer.GLOROT_UNIFORM,
                Constant.zeros(),
                new Constant(-1e-20),
                new Normal(0.01),
                new Uniform(1.0 / 3));
        for (Initializer initializer : all) {
            String text = InitializerText.format("here", initializer);
            assertThat(InitializerText.parse("here", text)).as(text).isEqualTo(initializer);
        }
        assertThat(InitializerText.parse("here", " normal ( 0.5 ) ")).isEqualTo(new Normal(0.5));
    }

    @Test
    void wrongTextsAreExplained() {
        assertThatThrownBy(() -> InitializerText.parse("conv2d", "he_norml"))
                .isInstanceOf(CortadoException.class)
                .hasMessageStartingWith("conv2d: unknown initializer 'he_norml'; did you mean 'he_normal'");
        assertThatThrownBy(() -> InitializerText.parse("conv2d", "normal"))
                .hasMessage("conv2d: initializer 'normal' cannot be read; write normal(deviation) with a number");
        assertThatThrownBy(() -> InitializerText.parse("conv2d", "normal(much)"))
                .hasMessageContaining("normal(deviation)");
        assertThatThrownBy(() -> InitializerText.parse("conv2d", "zeros(3)"))
                .hasMessage("conv2d: initializer 'zeros(3)' cannot be read; write zeros");
        assertThatThrownBy(() -> InitializerText.parse("conv2d", "normal(-1)")).hasMessageContaining("deviation");
        assertThatThrownBy(() -> InitializerText.parse("conv2d", "?")).hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> new Uniform(Double.NaN)).isInstanceOf(CortadoException.class);
    }
}
