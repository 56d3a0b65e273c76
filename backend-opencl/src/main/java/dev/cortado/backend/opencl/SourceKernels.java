package dev.cortado.backend.opencl;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.SourceKernel;
import dev.cortado.api.op.Op;
import dev.cortado.backend.opencl.kernel.Argument;
import dev.cortado.backend.opencl.kernel.KernelFactory;
import dev.cortado.backend.opencl.kernel.KernelPlan;
import dev.cortado.backend.opencl.kernel.Launch;
import dev.cortado.backend.opencl.kernel.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans the kernels that a plug-in brings as source. */
record SourceKernels(SourceKernel.Factory factory) implements KernelFactory {

    @Override
    public Optional<KernelPlan> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, Target target) {
        return factory.prepare(op, inputs, outputs)
                .map(kernel ->
                        KernelPlan.of("plug-in " + kernel.entry(), launch(kernel, inputs.size(), outputs.size())));
    }

    private static Launch launch(SourceKernel kernel, int inputs, int outputs) {
        List<Argument> arguments = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            arguments.add(Argument.in(i));
        }
        for (int i = 0; i < outputs; i++) {
            arguments.add(Argument.out(i));
        }
        for (Number number : kernel.arguments()) {
            arguments.add(
                    number instanceof Integer whole
                            ? Argument.of(whole)
                            : new Argument.Number(DType.FLOAT32, number.floatValue()));
        }
        return new Launch(kernel.source(), kernel.entry(), arguments, kernel.globalSize(), kernel.localSize());
    }
}
