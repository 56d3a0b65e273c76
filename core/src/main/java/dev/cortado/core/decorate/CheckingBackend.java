package dev.cortado.core.decorate;

import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.graph.Graph;
import dev.cortado.core.run.NonFiniteException;
import java.util.List;

/**
 * Stops at the first operation whose results are not finite and names it.
 *
 * <p>It does not let the backend fuse, so that every operation is seen alone. Slow: every result is copied to the host.
 */
public final class CheckingBackend extends ForwardingBackend {

    /** Creates a decorator; closing it closes the backend. */
    public CheckingBackend(Backend delegate) {
        super(delegate);
    }

    @Override
    public Graph lower(Graph graph) {
        return graph;
    }

    @Override
    protected Invocation around(Call call) {
        return () -> {
            // operands are looked at first, because a result may overwrite one
            String operand = firstNonFinite(call.inputs());
            call.invocation().run();
            String result = firstNonFinite(call.outputs());
            if (result != null) {
                throw new NonFiniteException("operation " + call.op().name() + " gave " + result
                        + (operand == null ? " from finite operands" : ", and had " + operand + " as an operand"));
            }
        };
    }

    private String firstNonFinite(List<BufferView> views) {
        for (int i = 0; i < views.size(); i++) {
            if (!views.get(i).spec().dtype().isFloating()) {
                continue;
            }
            HostTensor value = HostTensor.zeros(views.get(i).spec());
            delegate().download(views.get(i), value);
            for (int k = 0; k < value.spec().elements(); k++) {
                if (!Double.isFinite(value.get(k))) {
                    return value.get(k) + " at element " + k + " of " + value.spec();
                }
            }
        }
        return null;
    }
}
