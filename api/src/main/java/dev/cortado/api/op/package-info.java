/**
 * Operations as immutable records: shape rule, gradient rule, cost and decomposition.
 *
 * <p>A backend needs kernels for the primitives: {@code Unary}, {@code Binary}, {@code ScalarBinary}, {@code Select},
 * {@code Cast}, {@code Reduce}, {@code ArgMax}, {@code Sort}, {@code Broadcast}, {@code Transpose}, {@code Slice},
 * {@code Pad}, {@code Reverse}, {@code Concat}, {@code GatherAlong}, {@code ScatterAddAlong}, {@code Iota},
 * {@code RandomBits}, {@code MatMul}, {@code Convolution}, {@code WindowReduce} and {@code WindowArgMax}. {@code Constant} and
 * {@code Reshape} need none. All others are {@link dev.cortado.api.op.Decomposable} into these.
 */
package dev.cortado.api.op;
