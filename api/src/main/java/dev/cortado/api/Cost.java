package dev.cortado.api;

/**
 * What one run of an operation costs, whatever the backend.
 *
 * @param flops floating-point operations; a fused multiply-add counts as two
 * @param bytes bytes read and written if every operand is touched once
 */
@Stability.Stable
public record Cost(long flops, long bytes) {

    /** Returns the sum of two costs. */
    public Cost plus(Cost other) {
        return new Cost(flops + other.flops, bytes + other.bytes);
    }
}
