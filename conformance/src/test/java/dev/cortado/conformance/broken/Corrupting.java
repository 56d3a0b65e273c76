package dev.cortado.conformance.broken;

import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.op.Op;
import dev.cortado.core.decorate.ForwardingBackend;
import java.util.List;
import java.util.function.Predicate;

/** Changes what kernels of some operations computed. */
final class Corrupting extends ForwardingBackend {

    private final Predicate<Op> which;
    private final Corruption corruption;

    /** Changes results in place. */
    @FunctionalInterface
    interface Corruption {

        void corrupt(Op op, List<HostTensor> operands, List<HostTensor> results);
    }

    Corrupting(Backend delegate, Predicate<Op> which, Corruption corruption) {
        super(delegate);
        this.which = which;
        this.corruption = corruption;
    }

    /** Changes an operation by its name. */
    static Corrupting op(Backend delegate, String op, Corruption corruption) {
        return new Corrupting(delegate, candidate -> candidate.name().equals(op), corruption);
    }

    @Override
    protected Invocation around(Call call) {
        if (!which.test(call.op())) {
            return call.invocation();
        }
        return () -> {
            List<HostTensor> operands = call.inputs().stream().map(this::read).toList();
            call.invocation().run();
            List<HostTensor> results = call.outputs().stream().map(this::read).toList();
            corruption.corrupt(call.op(), operands, results);
            for (int i = 0; i < results.size(); i++) {
                delegate().upload(results.get(i), call.outputs().get(i));
            }
        };
    }

    private HostTensor read(BufferView view) {
        HostTensor value = HostTensor.zeros(view.spec());
        delegate().download(view, value);
        return value;
    }
}
