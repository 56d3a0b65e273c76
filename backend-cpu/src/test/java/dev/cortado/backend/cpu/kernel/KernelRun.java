package dev.cortado.backend.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.api.op.Op;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Runs kernels of one result through the public contract, on memory that is full of NaN, or of one number, to begin with. */
public final class KernelRun {

    /** The machine as the backend describes it. */
    public static final HostTarget NATIVE = new HostTarget(VectorPath.bits(), VectorPath.SLACK);

    /** A machine without vectors. */
    public static final HostTarget SCALAR = new HostTarget(0, VectorPath.SLACK);

    private static final int BEFORE = 5;
    private static final int BEHIND = 3;
    private static final double WHOLE_FILLING = 77;

    private final List<HostKernel.Factory> factories;
    private final HostTarget target;
    private final int workers;
    private final boolean backwards;

    private KernelRun(List<HostKernel.Factory> factories, HostTarget target, int workers, boolean backwards) {
        this.factories = factories;
        this.target = target;
        this.workers = workers;
        this.backwards = backwards;
    }

    /** Returns a run by one worker on this machine. */
    public static KernelRun of(HostKernel.Factory... factories) {
        return new KernelRun(List.of(factories), NATIVE, 1, false);
    }

    /** Returns this run for another machine. */
    public KernelRun on(HostTarget other) {
        return new KernelRun(factories, other, workers, backwards);
    }

    /** Returns this run with tiles split among several workers, each with scratch memory of its own, the last one first. */
    public KernelRun split(int count) {
        return new KernelRun(factories, target, count, true);
    }

    /** Runs a kernel and checks that it wrote its result whole, and nothing around it. */
    public HostTensor run(Op op, HostTensor... inputs) {
        List<TensorSpec> specs = Arrays.stream(inputs).map(HostTensor::spec).toList();
        List<TensorSpec> outputs = op.infer(specs);
        HostKernel kernel = factories.stream()
                .flatMap(factory -> factory.prepare(op, specs, outputs, target).stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no kernel for " + op + " on " + specs));
        Object[] sources = new Object[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            sources[i] = memory(inputs[i].spec());
            System.arraycopy(
                    inputs[i].array(), 0, sources[i], BEFORE, specs.get(i).elements());
        }
        Object result = memory(outputs.get(0));
        Object[] workspace = kernel.workspace().stream().map(KernelRun::memory).toArray();
        run(
                kernel,
                new HostFrame(
                        sources,
                        offsets(sources),
                        new Object[] {result},
                        new int[] {BEFORE},
                        workspace,
                        offsets(workspace)));
        return result(outputs.get(0), result);
    }

    private static Object memory(TensorSpec spec) {
        int length = BEFORE + spec.elements() + BEHIND;
        HostTensor memory = HostTensor.filled(TensorSpec.of(spec.dtype(), length), filling(spec.dtype()));
        return memory.array();
    }

    private static Double filling(DType dtype) {
        return dtype.isFloating() ? Double.NaN : WHOLE_FILLING;
    }

    private static int[] offsets(Object[] arrays) {
        int[] offsets = new int[arrays.length];
        Arrays.fill(offsets, BEFORE);
        return offsets;
    }

    private void run(HostKernel kernel, HostFrame frame) {
        for (int phase = 0; phase < kernel.phases(); phase++) {
            int tiles = kernel.tiles(phase);
            List<int[]> shares = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                shares.add(new int[] {tiles * worker / workers, tiles * (worker + 1) / workers});
            }
            if (backwards) {
                Collections.reverse(shares);
            }
            for (int[] share : shares) {
                kernel.run(frame, phase, share[0], share[1], new Scratch());
            }
        }
    }

    private static HostTensor result(TensorSpec spec, Object memory) {
        HostTensor result = HostTensor.zeros(spec);
        System.arraycopy(memory, BEFORE, result.array(), 0, spec.elements());
        for (int i = 0; i < Array.getLength(memory); i++) {
            if (i < BEFORE || i >= BEFORE + spec.elements()) {
                double around = Array.getDouble(memory, i);
                assertThat(around)
                        .as("element " + (i - BEFORE) + " around " + spec)
                        .isEqualTo(filling(spec.dtype()));
            }
        }
        return result;
    }

    /** Scratch memory full of NaN. */
    private static final class Scratch implements HostScratch {

        private HostTensor memory = HostTensor.zeros(TensorSpec.of(DType.FLOAT32, 0));

        @Override
        public float[] floats(int length) {
            if (memory.spec().elements() < length + VectorPath.SLACK) {
                memory = HostTensor.filled(TensorSpec.of(DType.FLOAT32, length + VectorPath.SLACK), Double.NaN);
            }
            return memory.floats();
        }

        @Override
        public double[] doubles(int length) {
            throw new AssertionError("no kernel here asks for doubles");
        }

        @Override
        public int[] ints(int length) {
            int[] ints = new int[length + VectorPath.SLACK];
            Arrays.fill(ints, Integer.MIN_VALUE);
            return ints;
        }
    }
}
