package dev.cortado.conformance.broken;

import dev.cortado.api.HostTensor;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.Unary;
import dev.cortado.conformance.oracle.ReferenceRun;
import java.util.List;
import java.util.stream.IntStream;

/** Softmax of small numbers on the host. */
final class PlainSoftmax {

    private PlainSoftmax() {}

    static HostTensor along(int axis, HostTensor x) {
        try (ReferenceRun reference = new ReferenceRun()) {
            HostTensor y = apply(reference, new Unary(Unary.Kind.EXP), x);
            HostTensor sums = apply(reference, new Reduce(Reduce.Kind.SUM, List.of(axis)), y);
            List<Integer> kept = IntStream.range(0, x.shape().rank())
                    .filter(other -> other != axis)
                    .boxed()
                    .toList();
            HostTensor spread = apply(reference, new Broadcast(x.shape(), kept), sums);
            return apply(reference, new Binary(Binary.Kind.DIVIDE), y, spread);
        }
    }

    private static HostTensor apply(ReferenceRun reference, Op op, HostTensor... operands) {
        return reference.apply(op, List.of(operands)).orElseThrow().get(0);
    }
}
