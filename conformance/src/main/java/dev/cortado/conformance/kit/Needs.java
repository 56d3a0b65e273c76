package dev.cortado.conformance.kit;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Behaviour;
import dev.cortado.api.graph.Node;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Decomposable;
import dev.cortado.api.op.GatherAlong;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.RandomBits;
import dev.cortado.api.op.ScatterAddAlong;
import dev.cortado.api.op.Sort;
import dev.cortado.api.op.Unary;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowArgMax;
import dev.cortado.api.op.WindowMaxGradient;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.core.trace.GraphBuilder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which behaviours of a backend an operation needs. */
final class Needs {

    private static final int USUAL_AXES = 4;

    private Needs() {}

    /** Returns what an operation on certain operands needs, and its parts if it can be decomposed. */
    static Set<Behaviour> of(Op op, List<TensorSpec> inputs) {
        Set<Behaviour> needs = EnumSet.noneOf(Behaviour.class);
        add(op, inputs, op.infer(inputs), needs);
        if (op instanceof Decomposable composite) {
            GraphBuilder builder = new GraphBuilder();
            List<dev.cortado.api.Tensor> operands = new ArrayList<>();
            for (TensorSpec spec : inputs) {
                operands.add(builder.input("operand" + operands.size(), spec));
            }
            composite.decompose(operands);
            for (Node node : builder.nodes()) {
                needs.addAll(of(node.op(), node.inputSpecs()));
            }
        }
        return needs;
    }

    private static void add(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, Set<Behaviour> needs) {
        List<TensorSpec> specs = new ArrayList<>(outputs);
        // the key of random bits is an int64 that no arithmetic is done with
        specs.addAll(op instanceof RandomBits ? List.of() : inputs);
        for (TensorSpec spec : specs) {
            type(spec.dtype(), needs);
            if (spec.elements() == 0) {
                needs.add(Behaviour.EMPTY_TENSORS);
            }
            if (spec.shape().rank() > USUAL_AXES) {
                needs.add(Behaviour.MANY_AXES);
            }
        }
        if (op instanceof Convolution convolution) {
            convolution(convolution, needs);
        } else if (op instanceof ConvolutionInputGradient gradient) {
            convolution(gradient.forward(), needs);
        } else if (op instanceof ConvolutionWeightGradient gradient) {
            convolution(gradient.forward(), needs);
        } else if (op instanceof WindowReduce reduce) {
            window(reduce.window(), needs);
        } else if (op instanceof WindowArgMax argMax) {
            window(argMax.window(), needs);
        } else if (op instanceof WindowMaxGradient gradient) {
            window(gradient.window(), needs);
        } else if (op instanceof Sort) {
            needs.add(Behaviour.SORT);
        } else if (op instanceof GatherAlong || op instanceof ScatterAddAlong) {
            needs.add(Behaviour.GATHER_AND_SCATTER);
        } else if (op instanceof RandomBits) {
            needs.add(Behaviour.RANDOM_BITS);
        } else if (op instanceof Unary unary && unary.kind() == Unary.Kind.ERF) {
            needs.add(Behaviour.ERROR_FUNCTION);
        }
    }

    private static void type(DType dtype, Set<Behaviour> needs) {
        switch (dtype) {
            case FLOAT32 -> {}
            case FLOAT64 -> needs.add(Behaviour.FLOAT64);
            case INT32 -> needs.add(Behaviour.INT32);
            case INT64 -> needs.add(Behaviour.INT64);
            case UINT8 -> needs.add(Behaviour.UINT8);
            case BOOL -> needs.add(Behaviour.BOOL);
        }
    }

    private static void convolution(Convolution op, Set<Behaviour> needs) {
        axes(op.spatialAxes(), needs);
        padding(op.padLow(), op.padHigh(), needs);
        if (op.groups() > 1) {
            needs.add(Behaviour.GROUPED_CONVOLUTION);
        }
        dilation(Stream.concat(op.kernelDilation().stream(), op.inputDilation().stream()), needs);
    }

    private static void window(Window window, Set<Behaviour> needs) {
        axes(window.spatialAxes(), needs);
        padding(window.padLow(), window.padHigh(), needs);
        dilation(window.dilation().stream(), needs);
    }

    private static void axes(int axes, Set<Behaviour> needs) {
        if (axes != 2) {
            needs.add(Behaviour.WINDOWS_OF_ANY_RANK);
        }
    }

    private static void padding(List<Integer> low, List<Integer> high, Set<Behaviour> needs) {
        if (!low.equals(high) || low.stream().anyMatch(size -> size < 0)) {
            needs.add(Behaviour.UNEVEN_PADDING);
        }
    }

    private static void dilation(Stream<Integer> sizes, Set<Behaviour> needs) {
        if (sizes.anyMatch(size -> size != 1)) {
            needs.add(Behaviour.DILATION);
        }
    }
}
