package dev.cortado.core.decorate;

import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.graph.Graph;
import java.util.function.LongPredicate;

/** Puts NaN into the first result of an operation at chosen runs, to test what happens then. */
public final class FaultBackend extends ForwardingBackend {

    private final String op;
    private final LongPredicate when;
    private long runs;

    /**
     * Creates a decorator; closing it closes the backend.
     *
     * @param op name of the operation that is disturbed
     * @param when is asked with the number of the run of such an operation, from 0
     */
    public FaultBackend(Backend delegate, String op, LongPredicate when) {
        super(delegate);
        this.op = op;
        this.when = when;
    }

    @Override
    public Graph lower(Graph graph) {
        return graph;
    }

    @Override
    protected Invocation around(Call call) {
        if (!call.op().name().equals(op)) {
            return call.invocation();
        }
        BufferView target = call.outputs().get(0);
        return () -> {
            call.invocation().run();
            if (when.test(runs++)) {
                HostTensor value = HostTensor.zeros(target.spec());
                delegate().download(target, value);
                value.set(0, Double.NaN);
                delegate().upload(value, target);
            }
        };
    }
}
