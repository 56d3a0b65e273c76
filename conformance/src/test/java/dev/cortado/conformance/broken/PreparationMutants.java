package dev.cortado.conformance.broken;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.op.Op;
import java.util.List;
import java.util.Optional;

/** Backends whose kernels keep in their workspace what does not stay true, in the type that networks run in. */
final class PreparationMutants {

    private PreparationMutants() {}

    static List<Mutant> all() {
        return List.of(
                keeping("a preparation from the weights alone that images enter", List.of(1), Use.READS),
                keeping("a preparation that the first prepared run spoils", List.of(0, 1), Use.SPOILS),
                keeping("a workspace in which prepared runs are counted", List.of(1), Use.COUNTS));
    }

    /** What a prepared run does with its workspace. */
    private enum Use {
        READS,
        SPOILS,
        COUNTS
    }

    private static Mutant keeping(String name, List<Integer> preparedFrom, Use use) {
        String convolution = "cortado.convolution";
        return Mutant.of(
                name,
                convolution,
                backend -> new Replacing(
                        backend,
                        (b, op, in, out) ->
                                op.name().equals(convolution) && in.get(0).dtype() == DType.FLOAT32
                                        ? keeping(b, op, in, out, preparedFrom, use)
                                        : null));
    }

    private static Optional<OpKernel> keeping(
            Backend b, Op op, List<TensorSpec> in, List<TensorSpec> out, List<Integer> from, Use use) {
        return b.prepare(op, in, out).map(kernel -> new Keeping(b, kernel, out, from, use));
    }

    /** Keeps its result in its workspace. */
    private record Keeping(
            Backend backend, OpKernel kernel, List<TensorSpec> workspace, List<Integer> preparedFrom, Use use)
            implements OpKernel {

        @Override
        public Invocation bind(List<BufferView> inputs, List<BufferView> outputs, List<BufferView> kept) {
            Invocation full = kernel.bind(inputs, outputs, List.of());
            return new Invocation() {

                private int runs;

                @Override
                public void run() {
                    full.run();
                    backend.copy(outputs.get(0), kept.get(0));
                }

                @Override
                public void runPrepared() {
                    if (use == Use.COUNTS) {
                        full.run();
                        backend.upload(HostTensor.filled(kept.get(0).spec(), ++runs), kept.get(0));
                        return;
                    }
                    backend.copy(kept.get(0), outputs.get(0));
                    if (use == Use.SPOILS) {
                        backend.upload(HostTensor.zeros(kept.get(0).spec()), kept.get(0));
                    }
                }
            };
        }
    }
}
