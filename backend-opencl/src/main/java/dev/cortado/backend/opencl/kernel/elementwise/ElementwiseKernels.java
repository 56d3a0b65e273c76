package dev.cortado.backend.opencl.kernel.elementwise;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.fuse.ElementwiseChain;
import dev.cortado.api.op.Op;
import dev.cortado.backend.opencl.kernel.Argument;
import dev.cortado.backend.opencl.kernel.KernelFactory;
import dev.cortado.backend.opencl.kernel.KernelPlan;
import dev.cortado.backend.opencl.kernel.Launch;
import dev.cortado.backend.opencl.kernel.Target;
import java.util.List;
import java.util.Optional;

/** Plans a generated kernel for an elementwise operation or a chain of them, on all types. */
public final class ElementwiseKernels implements KernelFactory {

    private static final String ENTRY = "elementwise";
    private static final int GRAIN = 4096;

    @Override
    public Optional<KernelPlan> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, Target target) {
        if (op instanceof ElementwiseChain chain) {
            return Optional.of(
                    plan(chain, inputs, "fused chain of " + chain.steps().size(), target));
        }
        if (!ElementwiseChain.isElementwise(op)) {
            return Optional.empty();
        }
        ElementwiseChain chain = ElementwiseChain.of(op, inputs);
        return Optional.of(plan(chain, inputs, "elementwise", target));
    }

    private static KernelPlan plan(ElementwiseChain chain, List<TensorSpec> inputs, String description, Target target) {
        int elements = chain.infer(inputs).get(0).elements();
        ChainSource source = new ChainSource(chain, inputs, elements, !target.isGpu());
        DType main = source.hasDoubles() ? DType.FLOAT64 : DType.FLOAT32;
        String program = target.sources().compose(source.text(ENTRY), main);
        Launch launch =
                target.each(program, ENTRY, elements, GRAIN, source.arguments().toArray(Argument[]::new));
        List<Integer> overwrites = chain.results().stream()
                .map(ElementwiseChain.Result::overwrites)
                .toList();
        return new KernelPlan(description, List.of(), overwrites, List.of(launch));
    }
}
