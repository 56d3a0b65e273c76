package dev.cortado.backend.cpu.kernel.last;

import dev.cortado.api.Cost;
import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.BatchNormGradient;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Decomposable;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Transpose;
import dev.cortado.api.op.WindowArgMax;
import dev.cortado.api.op.WindowMaxGradient;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.backend.cpu.kernel.convolution.FusedConvolution;
import dev.cortado.backend.cpu.kernel.normalize.RectifiedGradient;
import dev.cortado.backend.cpu.kernel.normalize.RectifiedTraining;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An operation of which some operands and results are images {@code [N, height, width, C]} instead of {@code [N, C, height,
 * width]}; all others, weights for instance, lie as they do for the operation itself.
 *
 * @param op what is computed; its own attributes, such as shapes, are those with channels first
 */
public record ChannelsLast(Op op) implements Decomposable {

    /** Moves the channels of an image to the end. */
    public static final Transpose TO_LAST = Transpose.of(0, 2, 3, 1);

    /** Moves the channels of an image back before its rows. */
    public static final Transpose TO_FIRST = TO_LAST.inverse();

    private static final int RANK = 4;

    /** Tells whether an operation and operands with channels first have such a form. */
    public static boolean knows(Op op, List<TensorSpec> inputs) {
        List<Integer> images = imageOperands(op);
        return !images.isEmpty()
                && images.stream().allMatch(image -> inputs.get(image).shape().rank() == RANK);
    }

    /** Returns which operands of an operation are images; empty if it has no form with channels last. */
    public static List<Integer> imageOperands(Op op) {
        if (op instanceof ConvolutionInputGradient) {
            return List.of(1);
        }
        if (op instanceof ConvolutionWeightGradient || op instanceof WindowMaxGradient) {
            return List.of(0, 1);
        }
        if (op instanceof BatchNormGradient || op instanceof RectifiedGradient) {
            return List.of(0, 4);
        }
        if (op instanceof FusedConvolution fused) {
            return fused.images();
        }
        boolean first = op instanceof Convolution
                || op instanceof BatchNormTraining
                || op instanceof RectifiedTraining
                || op instanceof BatchNormInference
                || op instanceof WindowReduce
                || op instanceof WindowArgMax;
        return first ? List.of(0) : List.of();
    }

    /** Tells whether a result of an operation that has such a form is an image. */
    public static boolean isImageResult(Op op, int result) {
        return result == 0 && !(op instanceof ConvolutionWeightGradient);
    }

    /** Returns the spec of an image with its channels last. */
    public static TensorSpec last(TensorSpec first) {
        Shape s = first.shape();
        return first.with(Shape.of(s.size(0), s.size(2), s.size(3), s.size(1)));
    }

    /** Returns the spec of an image with its channels first. */
    public static TensorSpec first(TensorSpec last) {
        Shape s = last.shape();
        return last.with(Shape.of(s.size(0), s.size(3), s.size(1), s.size(2)));
    }

    /** Returns the operands as the operation itself takes them. */
    public List<TensorSpec> firstInputs(List<TensorSpec> inputs) {
        List<Integer> images = imageOperands(op);
        return IntStream.range(0, inputs.size())
                .mapToObj(i -> images.contains(i) ? first(inputs.get(i)) : inputs.get(i))
                .toList();
    }

    /** Returns the results as the operation itself gives them. */
    public List<TensorSpec> firstOutputs(List<TensorSpec> outputs) {
        return IntStream.range(0, outputs.size())
                .mapToObj(i -> isImageResult(op, i) ? first(outputs.get(i)) : outputs.get(i))
                .toList();
    }

    @Override
    public String name() {
        return op.name() + ".channels_last";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        List<TensorSpec> results = op.infer(firstInputs(inputs));
        return IntStream.range(0, results.size())
                .mapToObj(i -> isImageResult(op, i) ? last(results.get(i)) : results.get(i))
                .toList();
    }

    @Override
    public Cost cost(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return op.cost(firstInputs(inputs), firstOutputs(outputs));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        List<Integer> images = imageOperands(op);
        List<Tensor> operands = new ArrayList<>(inputs);
        images.forEach(image -> operands.set(image, inputs.get(image).apply(TO_FIRST)));
        List<Tensor> results = new ArrayList<>(inputs.get(0).scope().apply(op, operands));
        for (int i = 0; i < results.size(); i++) {
            if (isImageResult(op, i)) {
                results.set(i, results.get(i).apply(TO_LAST));
            }
        }
        return results;
    }
}
