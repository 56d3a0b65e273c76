package dev.cortado.core.eager;

import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorScope;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.op.Op;
import dev.cortado.core.run.SingleOp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs every operation at once, for debugging and for jshell: the same path as a network, as programs of one operation.
 *
 * <p>Programs are cached by operation and specs, the least recently used one is dropped. Values live on the host.
 */
public final class EagerScope implements TensorScope, AutoCloseable {

    private static final int CACHED = 128;

    private record Key(Op op, List<TensorSpec> specs) {}

    private final Backend backend;
    private final Map<Key, SingleOp> programs = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, SingleOp> eldest) {
            if (size() > CACHED) {
                eldest.getValue().close();
                return true;
            }
            return false;
        }
    };

    /** Creates a scope on a backend. */
    public EagerScope(Backend backend) {
        this.backend = backend;
    }

    /** Returns a tensor with the given numbers. */
    public Tensor tensor(HostTensor value) {
        return new EagerTensor(this, value);
    }

    @Override
    public List<Tensor> apply(Op op, List<Tensor> inputs) {
        List<HostTensor> operands = inputs.stream().map(this::numbers).toList();
        Key key = new Key(op, operands.stream().map(HostTensor::spec).toList());
        SingleOp program = programs.get(key);
        if (program == null) {
            program = new SingleOp(backend, op, key.specs());
            programs.put(key, program);
        }
        return program.run(operands).stream().map(this::tensor).toList();
    }

    private HostTensor numbers(Tensor tensor) {
        return tensor instanceof EagerTensor eager ? eager.numbers() : tensor.value();
    }

    @Override
    public void close() {
        programs.values().forEach(SingleOp::close);
        programs.clear();
    }
}
