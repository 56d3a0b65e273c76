package dev.cortado.backend.opencl.kernel.elementwise;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.fuse.ElementwiseChain;
import dev.cortado.backend.opencl.kernel.Argument;
import dev.cortado.backend.opencl.kernel.KernelPlan;
import dev.cortado.backend.opencl.kernel.Launch;
import dev.cortado.backend.opencl.kernel.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans chains of few elements, which are run step by step by a kernel that does for all chains of a type. */
final class StepKernels {

    private static final int GRAIN = 2048;

    /** The first that does is taken: whole numbers become fractions while they are read, and the other way while written. */
    private static final List<DType> TYPES =
            List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64, DType.INT32, DType.UINT8);

    private final Map<DType, StepSet> sets =
            TYPES.stream().collect(Collectors.toMap(Function.identity(), StepSet::new));

    /** Plans a chain; empty if it has too many elements, or does what these steps cannot. */
    Optional<KernelPlan> plan(ElementwiseChain chain, List<TensorSpec> inputs, String description, Target target) {
        List<TensorSpec> values = chain.values(inputs);
        int elements = values.get(chain.results().get(0).value()).elements();
        if (elements > target.steps()) {
            return Optional.empty();
        }
        return TYPES.stream()
                .filter(type -> values.stream()
                        .anyMatch(spec -> spec.dtype() == type || (type == DType.UINT8 && spec.dtype() == DType.BOOL)))
                .flatMap(type -> StepProgram.of(chain, values, type, sets.get(type)).stream()
                        .map(program -> launch(program, type, elements, chain, target)))
                .findFirst()
                .map(launch -> new KernelPlan(
                        description + ", step by step",
                        List.of(),
                        ElementwiseKernels.overwrites(chain),
                        List.of(launch)));
    }

    private Launch launch(StepProgram program, DType type, int elements, ElementwiseChain chain, Target target) {
        List<Argument> tensors = new ArrayList<>();
        for (int i = 0; i < chain.operands(); i++) {
            tensors.add(Argument.in(i));
        }
        for (int i = 0; i < chain.results().size(); i++) {
            tensors.add(Argument.out(i));
        }
        while (tensors.size() < StepSet.TENSORS) {
            tensors.add(Argument.out(0));
        }
        List<Argument> rest = List.of(
                Argument.of(elements),
                Argument.of(program.count()),
                new Argument.Table(program.numbers()),
                new Argument.Table(program.code()));
        String source =
                target.sources().with("steps", type, sets.get(type).macros().toArray(String[]::new));
        int block = target.isGpu() ? 1 : StepSet.BLOCK;
        return target.each(
                source,
                "steps",
                (elements + block - 1) / block,
                GRAIN / block,
                Stream.concat(tensors.stream(), rest.stream()).toArray(Argument[]::new));
    }
}
