package dev.cortado.api;

import dev.cortado.api.op.ArgMax;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Cast;
import dev.cortado.api.op.Concat;
import dev.cortado.api.op.Constant;
import dev.cortado.api.op.GatherAlong;
import dev.cortado.api.op.LogSoftmax;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Pad;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.Reshape;
import dev.cortado.api.op.Reverse;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.ScatterAddAlong;
import dev.cortado.api.op.Select;
import dev.cortado.api.op.Sigmoid;
import dev.cortado.api.op.Slice;
import dev.cortado.api.op.Softmax;
import dev.cortado.api.op.Transpose;
import dev.cortado.api.op.Unary;
import java.util.ArrayList;
import java.util.List;

/**
 * A value to compute with: a symbol while a network is traced, or numbers on a backend in eager mode.
 *
 * <p>The same layer code serves both. Every method applies one {@link Op} through the tensor's {@link TensorScope}.
 * Methods of two tensors broadcast as NumPy does, by inserting explicit {@link Broadcast} operations; element types must
 * be equal. Implemented by Cortado alone; new methods may appear. Everything throws {@link ShapeException} where operands do not fit.
 */
@Stability.Stable
public interface Tensor {

    /** Returns element type and shape. */
    TensorSpec spec();

    /** Returns the scope that records or runs the operations applied to this tensor. */
    TensorScope scope();

    /**
     * Returns the numbers, copied to the host.
     *
     * @throws IllegalStateException while tracing, when there are no numbers yet
     */
    HostTensor value();

    /** Returns the shape. */
    default Shape shape() {
        return spec().shape();
    }

    /** Returns the element type. */
    default DType dtype() {
        return spec().dtype();
    }

    /** Applies an operation of one result to this tensor and further operands. */
    default Tensor apply(Op op, Tensor... more) {
        List<Tensor> operands = new ArrayList<>(1 + more.length);
        operands.add(this);
        operands.addAll(List.of(more));
        return scope().apply(op, operands).get(0);
    }

    /** Returns a constant in this tensor's scope. */
    default Tensor constant(HostTensor value) {
        return scope().apply(new Constant(value), List.of()).get(0);
    }

    /** Returns a tensor of this type with every element equal to {@code value}, as a constant broadcast to a shape. */
    default Tensor filled(Shape shape, double value) {
        return constant(HostTensor.filled(new TensorSpec(dtype(), Shape.scalar()), value))
                .broadcastTo(shape);
    }

    // arithmetic of two tensors

    /** Returns the elementwise sum. */
    default Tensor add(Tensor other) {
        return binary(Binary.Kind.ADD, other);
    }

    /** Returns the elementwise difference. */
    default Tensor subtract(Tensor other) {
        return binary(Binary.Kind.SUBTRACT, other);
    }

    /** Returns the elementwise product. */
    default Tensor multiply(Tensor other) {
        return binary(Binary.Kind.MULTIPLY, other);
    }

    /** Returns the elementwise quotient; integers are divided towards zero, and by zero give 0. */
    default Tensor divide(Tensor other) {
        return binary(Binary.Kind.DIVIDE, other);
    }

    /** Returns this to the power of the other, elementwise. */
    default Tensor pow(Tensor other) {
        return binary(Binary.Kind.POWER, other);
    }

    /** Returns the elementwise maximum; NaN wins. */
    default Tensor maximum(Tensor other) {
        return binary(Binary.Kind.MAXIMUM, other);
    }

    /** Returns the elementwise minimum; NaN wins. */
    default Tensor minimum(Tensor other) {
        return binary(Binary.Kind.MINIMUM, other);
    }

    /** Returns where the elements are equal. */
    default Tensor equalTo(Tensor other) {
        return binary(Binary.Kind.EQUAL, other);
    }

    /** Returns where this is less than the other. */
    default Tensor less(Tensor other) {
        return binary(Binary.Kind.LESS, other);
    }

    /** Returns where this is greater than the other. */
    default Tensor greater(Tensor other) {
        return binary(Binary.Kind.GREATER, other);
    }

    /** Applies a binary operation after broadcasting both operands to their common shape. */
    default Tensor binary(Binary.Kind kind, Tensor other) {
        if (!Broadcast.areCompatible(shape(), other.shape())) {
            // the operation itself says what is wrong, and where
            return apply(new Binary(kind), other);
        }
        Shape common = Broadcast.common(shape(), other.shape());
        return broadcastTo(common).apply(new Binary(kind), other.broadcastTo(common));
    }

    // arithmetic with a number

    /** Returns this plus a number. */
    default Tensor add(double number) {
        return scalar(Binary.Kind.ADD, number);
    }

    /** Returns this minus a number. */
    default Tensor subtract(double number) {
        return scalar(Binary.Kind.SUBTRACT, number);
    }

    /** Returns this times a number. */
    default Tensor multiply(double number) {
        return scalar(Binary.Kind.MULTIPLY, number);
    }

    /** Returns this divided by a number. */
    default Tensor divide(double number) {
        return scalar(Binary.Kind.DIVIDE, number);
    }

    /** Returns this to the power of a number. */
    default Tensor pow(double number) {
        return scalar(Binary.Kind.POWER, number);
    }

    /** Returns the larger of each element and a number; NaN wins. */
    default Tensor maximum(double number) {
        return scalar(Binary.Kind.MAXIMUM, number);
    }

    /** Returns the smaller of each element and a number; NaN wins. */
    default Tensor minimum(double number) {
        return scalar(Binary.Kind.MINIMUM, number);
    }

    /** Returns where this is greater than a number. */
    default Tensor greater(double number) {
        return scalar(Binary.Kind.GREATER, number);
    }

    /** Returns where this is less than a number. */
    default Tensor less(double number) {
        return scalar(Binary.Kind.LESS, number);
    }

    /** Applies a binary operation with a number as right operand. */
    default Tensor scalar(Binary.Kind kind, double number) {
        return apply(new ScalarBinary(kind, number, false));
    }

    /** Applies a binary operation with a number as left operand, such as {@code 1 / x}. */
    default Tensor scalarLeft(Binary.Kind kind, double number) {
        return apply(new ScalarBinary(kind, number, true));
    }

    // functions of one tensor

    /** Returns the elements with their sign changed. */
    default Tensor negate() {
        return unary(Unary.Kind.NEGATE);
    }

    /** Returns absolute values. */
    default Tensor abs() {
        return unary(Unary.Kind.ABS);
    }

    /** Returns e to the power of each element. */
    default Tensor exp() {
        return unary(Unary.Kind.EXP);
    }

    /** Returns natural logarithms. */
    default Tensor log() {
        return unary(Unary.Kind.LOG);
    }

    /** Returns square roots. */
    default Tensor sqrt() {
        return unary(Unary.Kind.SQRT);
    }

    /** Returns hyperbolic tangents. */
    default Tensor tanh() {
        return unary(Unary.Kind.TANH);
    }

    /** Returns error functions. */
    default Tensor erf() {
        return unary(Unary.Kind.ERF);
    }

    /** Returns the negated truth values. */
    default Tensor not() {
        return unary(Unary.Kind.NOT);
    }

    /** Applies a unary operation. */
    default Tensor unary(Unary.Kind kind) {
        return apply(new Unary(kind));
    }

    /** Returns {@code max(x, 0)}. */
    default Tensor relu() {
        return apply(new Relu());
    }

    /** Returns {@code 1 / (1 + exp(-x))}. */
    default Tensor sigmoid() {
        return apply(new Sigmoid());
    }

    /** Returns exponentials normalized to sum 1 along an axis. */
    default Tensor softmax(int axis) {
        return apply(new Softmax(axis < 0 ? axis + shape().rank() : axis));
    }

    /** Returns the logarithm of {@link #softmax}, computed without overflow. */
    default Tensor logSoftmax(int axis) {
        return apply(new LogSoftmax(axis < 0 ? axis + shape().rank() : axis));
    }

    /** Returns, by this truth value, the element of {@code whenTrue} or of {@code whenFalse}. */
    default Tensor select(Tensor whenTrue, Tensor whenFalse) {
        Shape common = Broadcast.common(Broadcast.common(shape(), whenTrue.shape()), whenFalse.shape());
        return broadcastTo(common).apply(new Select(), whenTrue.broadcastTo(common), whenFalse.broadcastTo(common));
    }

    /** Returns the elements converted to another type. */
    default Tensor cast(DType dtype) {
        return dtype == dtype() ? this : apply(new Cast(dtype));
    }

    // reductions

    /** Returns the sum over the given axes, which disappear; over all axes if none is given. */
    default Tensor sum(int... axes) {
        return reduce(Reduce.Kind.SUM, false, axes);
    }

    /** Returns the mean over the given axes, which disappear; over all axes if none is given. */
    default Tensor mean(int... axes) {
        Tensor sum = sum(axes);
        return sum.divide((double) shape().elements() / Math.max(1, sum.shape().elements()));
    }

    /** Returns the largest element over the given axes, which disappear; over all axes if none is given. */
    default Tensor max(int... axes) {
        return reduce(Reduce.Kind.MAX, false, axes);
    }

    /** Reduces over axes (all if none is given), keeping them with size 1 if wanted. */
    default Tensor reduce(Reduce.Kind kind, boolean keepAxes, int... axes) {
        Reduce op = Reduce.over(kind, shape().rank(), axes);
        Tensor reduced = apply(op);
        return keepAxes ? reduced.reshape(op.keptShape(shape())) : reduced;
    }

    /** Returns the index of the first largest element along an axis, as int32; the axis disappears. */
    default Tensor argMax(int axis) {
        return apply(new ArgMax(axis < 0 ? axis + shape().rank() : axis));
    }

    // structure

    /** Returns the same elements in row-major order under another shape. */
    default Tensor reshape(Shape shape) {
        return shape.equals(shape()) ? this : apply(new Reshape(shape));
    }

    /** Returns the same elements in row-major order under other sizes. */
    default Tensor reshape(int... sizes) {
        return reshape(Shape.of(sizes));
    }

    /** Returns this tensor repeated to a larger shape, axes aligned at the end as NumPy does. */
    default Tensor broadcastTo(Shape target) {
        return shape().equals(target) ? this : Broadcast.align(this, target);
    }

    /** Returns this tensor with its axes in another order; result axis {@code i} is axis {@code order[i]} of this. */
    default Tensor transpose(int... order) {
        return apply(Transpose.of(order));
    }

    /** Returns the part from {@code start} (inclusive) to {@code end} (exclusive) in steps of 1 along every axis. */
    default Tensor slice(int[] start, int[] end) {
        return apply(Slice.of(start, end));
    }

    /** Returns the elements in reverse order along the given axes. */
    default Tensor reverse(int... axes) {
        return apply(Reverse.of(axes));
    }

    /** Returns this tensor with zeros put before and after each axis; negative amounts crop. */
    default Tensor pad(int[] low, int[] high) {
        return apply(Pad.zeros(low, high));
    }

    /** Returns this tensor followed by others along an axis. */
    default Tensor concat(int axis, Tensor... others) {
        return apply(new Concat(axis < 0 ? axis + shape().rank() : axis), others);
    }

    /** Returns elements picked along an axis by int32 indices of the result's shape. */
    default Tensor gatherAlong(int axis, Tensor indices) {
        return apply(new GatherAlong(axis < 0 ? axis + shape().rank() : axis), indices);
    }

    /** Returns zeros of size {@code size} along an axis to which these elements are added at int32 indices. */
    default Tensor scatterAddAlong(int axis, int size, Tensor indices) {
        return apply(new ScatterAddAlong(axis < 0 ? axis + shape().rank() : axis, size), indices);
    }

    /** Returns the matrix product over the last two axes; leading axes must be equal. */
    default Tensor matmul(Tensor other) {
        return apply(new MatMul(false, false), other);
    }
}
