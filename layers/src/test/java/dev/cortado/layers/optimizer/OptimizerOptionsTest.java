package dev.cortado.layers.optimizer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import org.junit.jupiter.api.Test;

/** Options that make no sense are refused with the range that does. */
class OptimizerOptionsTest {

    @Test
    void momentumStaysBelowOne() {
        assertThatThrownBy(() -> Sgd.of().withMomentum(1))
                .isInstanceOf(CortadoException.class)
                .hasMessage("sgd: option 'momentum' is 1; use a value from 0 to below 1");
        assertThatThrownBy(() -> Sgd.of().withMomentum(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Sgd.of().withDampening(1.1)).hasMessageContaining("from 0 to 1");
        assertThatThrownBy(() -> Sgd.of().withWeightDecay(-0.1)).hasMessageContaining("of at least 0");
        assertThatThrownBy(() -> Sgd.of().withWeightDecay(Double.POSITIVE_INFINITY))
                .isInstanceOf(CortadoException.class);
    }

    @Test
    void nesterovNeedsMomentumWithoutDampening() {
        assertThatThrownBy(() -> Sgd.of().withNesterov(true)).hasMessageContaining("use a momentum above 0");
        assertThatThrownBy(() -> Sgd.of().withMomentum(0.9).withNesterov(true).withDampening(0.1))
                .hasMessageContaining("dampening 0");
        assertThatCode(() -> Sgd.of().withMomentum(0.9).withNesterov(true)).doesNotThrowAnyException();
    }

    @Test
    void momentsOfAdamStayBelowOne() {
        assertThatThrownBy(() -> Adam.of().withBetas(1, 0.9)).hasMessageContaining("adam: option 'beta1' is 1");
        assertThatThrownBy(() -> AdamW.of().withBetas(0.9, -0.1)).hasMessageContaining("adamw: option 'beta2' is -0.1");
        assertThatThrownBy(() -> Adam.of().withEpsilon(-1)).hasMessageContaining("epsilon");
        assertThatThrownBy(() -> AdamW.of().withWeightDecay(Double.NaN)).hasMessageContaining("weight_decay");
    }
}
