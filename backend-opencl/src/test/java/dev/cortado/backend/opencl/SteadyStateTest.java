package dev.cortado.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.op.Softmax;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SteadyStateTest {

    private static final int RUNS = 10_000;

    @Test
    void aRunAllocatesNextToNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        TensorSpec spec = TensorSpec.of(DType.FLOAT32, 3, 5);
        try (Backend backend = OnDevice.open(Map.of())) {
            BufferView x = BufferView.of(backend.allocate(DType.FLOAT32, 15), spec);
            BufferView y = BufferView.of(backend.allocate(DType.FLOAT32, 15), spec);
            Invocation run = backend.prepare(new Softmax(1), List.of(spec), List.of(spec))
                    .orElseThrow()
                    .bind(List.of(x), List.of(y), List.of());
            long before = 0;
            for (int i = 0; i < 2 * RUNS; i++) {
                if (i == RUNS) {
                    before = threads.getCurrentThreadAllocatedBytes();
                }
                run.run();
            }
            long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            backend.synchronize();
            assertThat(bytes / RUNS).isLessThan(64);
        }
    }
}
