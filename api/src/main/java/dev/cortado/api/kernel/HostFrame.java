package dev.cortado.api.kernel;

import dev.cortado.api.Stability;

/**
 * Where the operands, results and workspace of a host kernel lie: an array and the index of the first element each.
 *
 * <p>Arrays are shared by many tensors; a kernel stays within the elements of its own.
 */
@Stability.Experimental
public final class HostFrame {

    private final Object[] inputs;
    private final int[] inputOffsets;
    private final Object[] outputs;
    private final int[] outputOffsets;
    private final Object[] workspace;
    private final int[] workspaceOffsets;

    /** Creates a frame over the given arrays, which are not copied. */
    public HostFrame(
            Object[] inputs,
            int[] inputOffsets,
            Object[] outputs,
            int[] outputOffsets,
            Object[] workspace,
            int[] workspaceOffsets) {
        this.inputs = inputs;
        this.inputOffsets = inputOffsets;
        this.outputs = outputs;
        this.outputOffsets = outputOffsets;
        this.workspace = workspace;
        this.workspaceOffsets = workspaceOffsets;
    }

    /** Returns the array that holds an operand, of the kind that {@link dev.cortado.api.DType} names. */
    public Object input(int index) {
        return inputs[index];
    }

    /** Returns the array that holds a float32 operand. */
    public float[] inputFloats(int index) {
        return (float[]) inputs[index];
    }

    /** Returns the index of an operand's first element. */
    public int inputOffset(int index) {
        return inputOffsets[index];
    }

    /** Returns the array that holds a result, of the kind that {@link dev.cortado.api.DType} names. */
    public Object output(int index) {
        return outputs[index];
    }

    /** Returns the array that holds a float32 result. */
    public float[] outputFloats(int index) {
        return (float[]) outputs[index];
    }

    /** Returns the index of a result's first element. */
    public int outputOffset(int index) {
        return outputOffsets[index];
    }

    /** Returns the array that holds a temporary tensor, of the kind that {@link dev.cortado.api.DType} names. */
    public Object workspace(int index) {
        return workspace[index];
    }

    /** Returns the array that holds a float32 temporary tensor. */
    public float[] workspaceFloats(int index) {
        return (float[]) workspace[index];
    }

    /** Returns the index of a temporary tensor's first element. */
    public int workspaceOffset(int index) {
        return workspaceOffsets[index];
    }
}
