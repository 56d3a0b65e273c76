package dev.cortado.conformance.kit;

import dev.cortado.api.HostTensor;
import dev.cortado.api.op.Op;
import dev.cortado.conformance.Tolerance;
import dev.cortado.conformance.oracle.Expected;
import dev.cortado.conformance.oracle.Oracle;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an operation should give on certain operands.
 *
 * @param op the operation
 * @param operands in the types that the backend gets
 */
record OpQuestion(Op op, List<HostTensor> operands) {

    /** The answer. */
    record Results(List<Expected> expected) {}

    Results answer(Oracle oracle) {
        boolean floating = Stream.concat(
                        operands.stream().map(HostTensor::spec),
                        op.infer(operands.stream().map(HostTensor::spec).toList()).stream())
                .anyMatch(spec -> spec.dtype().isFloating());
        boolean exact = Tolerance.usual(op) == Tolerance.EXACT || !floating;
        Optional<List<HostTensor>> bits = exact ? oracle.exactly(op, operands) : Optional.empty();
        return new Results(bits.map(list -> list.stream()
                        .map(value -> new Expected(value.spec(), value, Optional.empty()))
                        .toList())
                .orElseGet(() -> oracle.expect(op, operands)));
    }
}
