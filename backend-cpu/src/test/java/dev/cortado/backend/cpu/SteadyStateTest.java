package dev.cortado.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.backend.OpKernel;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SteadyStateTest {

    private static final long PATIENCE_NANOS = 3_000_000_000L;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static BufferView upload(Backend backend, HostTensor value) {
        BufferView view =
                BufferView.of(backend.allocate(value.dtype(), value.spec().elements()), value.spec());
        backend.upload(value, view);
        return view;
    }

    private static Invocation bind(Backend backend, FloatCases.Case test) {
        List<TensorSpec> inputs = Stream.of(test.inputs()).map(HostTensor::spec).toList();
        List<TensorSpec> outputs = test.op().infer(inputs);
        OpKernel kernel = backend.prepare(test.op(), inputs, outputs).orElseThrow();
        return kernel.bind(
                Stream.of(test.inputs()).map(value -> upload(backend, value)).toList(),
                outputs.stream()
                        .map(spec -> upload(backend, HostTensor.zeros(spec)))
                        .toList(),
                kernel.workspace().stream()
                        .map(spec -> upload(backend, HostTensor.zeros(spec)))
                        .toList());
    }

    private static long allocated() {
        long bytes = 0;
        for (long id : THREADS.getAllThreadIds()) {
            String name = THREADS.getThreadInfo(id).getThreadName();
            if (id == Thread.currentThread().getId() || name.startsWith("cortado-cpu")) {
                bytes += THREADS.getThreadAllocatedBytes(id);
            }
        }
        return bytes;
    }

    /** What the measurement itself allocates. */
    private static long overhead() {
        long start = allocated();
        return allocated() - start;
    }

    /** The largest first, since they let the JIT compile what the others need too. */
    private static List<FloatCases.Case> cases() {
        return FloatCases.all()
                .sorted(Comparator.comparing(test -> -test.inputs()[0].spec().elements()))
                .toList();
    }

    /** Returns the least that 100 runs allocate within some seconds; the JIT needs a while to remove short-lived objects. */
    private static long leastAllocation(Invocation invocation) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        long least = Long.MAX_VALUE;
        while (least > 0 && System.nanoTime() < end) {
            long overhead = overhead();
            long start = allocated();
            for (int i = 0; i < 100; i++) {
                invocation.run();
            }
            least = Math.min(least, allocated() - start - overhead);
        }
        return least;
    }

    /** True only if the vector kernels of elementwise operations were taken out of the catalog. */
    private static boolean isPowerOfStrictMath(Backend backend, FloatCases.Case test) {
        List<TensorSpec> inputs = Stream.of(test.inputs()).map(HostTensor::spec).toList();
        return test.op().toString().contains("POWER")
                && backend.prepare(test.op(), inputs, test.op().infer(inputs))
                        .orElseThrow()
                        .description()
                        .equals("plain");
    }

    @Test
    void nothingIsAllocatedPerRun() {
        List<String> allocating = new ArrayList<>();
        try (Backend backend = new CpuProvider().create(BackendOptions.of(2))) {
            for (FloatCases.Case test : cases()) {
                if (isPowerOfStrictMath(backend, test)) {
                    System.out.println("skipped, since StrictMath.pow allocates on some JVMs: " + test);
                    continue;
                }
                long least = leastAllocation(bind(backend, test));
                if (least > 0) {
                    allocating.add(test + ": " + least / 100 + " bytes");
                }
            }
        }
        assertThat(allocating).isEmpty();
    }
}
