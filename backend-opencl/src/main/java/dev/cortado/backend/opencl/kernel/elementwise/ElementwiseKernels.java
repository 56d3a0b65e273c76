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

/** Plans elementwise operations and chains of them, on all types: with a generated kernel if they are large. */
public final class ElementwiseKernels implements KernelFactory {

    private static final String ENTRY = "elementwise";
    private static final int GRAIN = 4096;

    private final StepKernels steps = new StepKernels();

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

    private KernelPlan plan(ElementwiseChain chain, List<TensorSpec> inputs, String description, Target target) {
        Optional<KernelPlan> small = steps.plan(chain, inputs, description, target);
        if (small.isPresent()) {
            return small.get();
        }
        int elements = chain.infer(inputs).get(0).elements();
        ChainSource source = new ChainSource(chain, inputs, elements, !target.isGpu());
        DType main = source.hasDoubles() ? DType.FLOAT64 : DType.FLOAT32;
        String program = target.sources().compose(source.text(ENTRY), main);
        Launch launch =
                target.each(program, ENTRY, elements, GRAIN, source.arguments().toArray(Argument[]::new));
        return new KernelPlan(description, List.of(), overwrites(chain), List.of(launch));
    }

    /** Returns per result the operand whose memory it may take. */
    static List<Integer> overwrites(ElementwiseChain chain) {
        return chain.results().stream().map(ElementwiseChain.Result::overwrites).toList();
    }
}
