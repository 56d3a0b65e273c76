package dev.cortado.api.graph.fuse;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.Stability;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Broadcast;
import java.util.List;
import java.util.Optional;

/**
 * How a small operand is repeated to a result: element {@code (i / inner) % size} belongs to element i.
 *
 * @param size the number of elements of the operand
 * @param inner how often each is repeated in a row
 */
@Stability.Experimental
public record Repetition(int size, int inner) {

    /**
     * Returns the repetition that a broadcast is.
     *
     * @param broadcast the broadcast
     * @param operand the shape that it repeats
     * @return empty if it repeats within the operand, or if nothing is there to repeat
     * @throws dev.cortado.api.ShapeException if the broadcast does not take such an operand
     */
    public static Optional<Repetition> of(Broadcast broadcast, Shape operand) {
        broadcast.infer(List.of(new TensorSpec(DType.FLOAT32, operand)));
        if (broadcast.target().elements() == 0) {
            return Optional.empty();
        }
        int inner = 1;
        int size = 1;
        boolean repeatedOutside = false;
        for (int axis = broadcast.target().rank() - 1; axis >= 0; axis--) {
            int length = broadcast.target().size(axis);
            int i = broadcast.axes().indexOf(axis);
            boolean kept = i >= 0 && operand.size(i) == length;
            if (length == 1) {
                continue;
            }
            if (!kept) {
                inner = size == 1 ? inner * length : inner;
                repeatedOutside |= size != 1;
            } else if (repeatedOutside) {
                return Optional.empty();
            } else {
                size *= length;
            }
        }
        return Optional.of(new Repetition(size, inner));
    }
}
