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
                keeping("a preparation from the weights alone that images enter", List.of(1), false),
                keeping("a preparation that the first prepared run spoils", List.of(0, 1), true));
    }

    private static Mutant keeping(String name, List<Integer> preparedFrom, boolean spoils) {
        String convolution = "cortado.convolution";
        return Mutant.of(
                name,
                convolution,
                backend -> new Replacing(
                        backend,
                        (b, op, in, out) ->
                                op.name().equals(convolution) && in.get(0).dtype() == DType.FLOAT32
                                        ? keeping(b, op, in, out, preparedFrom, spoils)
                                        : null));
    }

    private static Optional<OpKernel> keeping(
            Backend b, Op op, List<TensorSpec> in, List<TensorSpec> out, List<Integer> from, boolean spoils) {
        return b.prepare(op, in, out).map(kernel -> new Keeping(b, kernel, out, from, spoils));
    }

    /** Keeps its result in its workspace. */
    private record Keeping(
            Backend backend, OpKernel kernel, List<TensorSpec> workspace, List<Integer> preparedFrom, boolean spoils)
            implements OpKernel {

        @Override
        public Invocation bind(List<BufferView> inputs, List<BufferView> outputs, List<BufferView> kept) {
            Invocation full = kernel.bind(inputs, outputs, List.of());
            return new Invocation() {

                @Override
                public void run() {
                    full.run();
                    backend.copy(outputs.get(0), kept.get(0));
                }

                @Override
                public void runPrepared() {
                    backend.copy(kept.get(0), outputs.get(0));
                    if (spoils) {
                        backend.upload(HostTensor.zeros(kept.get(0).spec()), kept.get(0));
                    }
                }
            };
        }
    }
}
