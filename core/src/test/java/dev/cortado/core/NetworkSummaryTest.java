package dev.cortado.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.core.trace.NetworkSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkSummaryTest {

    @Test
    void countsParametersProductsAndReceptiveField() {
        NetworkSummary summary = NetworkSummary.of(
                new Networks.Chain(
                        List.of("conv1", "pool1", "conv2", "dense"),
                        List.of(
                                new Networks.Conv(20, 5),
                                new Networks.Pool(),
                                new Networks.Conv(50, 5),
                                new Networks.Dense(10))),
                TensorSpec.of(DType.FLOAT32, 1, 1, 28, 28));
        assertThat(summary.rows()).extracting("path").containsExactly("conv1", "pool1", "conv2", "dense");
        assertThat(summary.rows()).extracting(NetworkSummary.Row::parameters).containsExactly(520L, 0L, 25050L, 32000L);
        assertThat(summary.rows())
                .extracting(NetworkSummary.Row::multiplyAdds)
                .containsExactly(24L * 24 * 20 * 25, 0L, 8L * 8 * 50 * 500, 32000L);
        // 5, then + 1 for the pool, then + 4 places of distance 2, then everything
        assertThat(summary.rows())
                .extracting(NetworkSummary.Row::receptiveField)
                .containsExactly(List.of(5, 5), List.of(6, 6), List.of(14, 14), List.of(28, 28));
        assertThat(summary.parameters()).isEqualTo(57570);
    }
}
