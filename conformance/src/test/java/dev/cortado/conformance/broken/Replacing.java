package dev.cortado.conformance.broken;

import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.op.Op;
import dev.cortado.core.decorate.ForwardingBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Offers kernels of its own in place of those of the backend. */
final class Replacing extends ForwardingBackend {

    private final Replacement replacement;

    /** Makes a kernel instead of the backend's; null leaves the operation alone. */
    @FunctionalInterface
    interface Replacement {

        Optional<OpKernel> prepare(Backend backend, Op op, List<TensorSpec> inputs, List<TensorSpec> outputs);
    }

    /** Computes results from operands on the host. */
    @FunctionalInterface
    interface Function {

        List<HostTensor> apply(List<HostTensor> operands);
    }

    Replacing(Backend delegate, Replacement replacement) {
        super(delegate);
        this.replacement = replacement;
    }

    @Override
    public Optional<OpKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        Optional<OpKernel> own = replacement.prepare(delegate(), op, inputs, outputs);
        return own == null ? super.prepare(op, inputs, outputs) : own;
    }

    /** Returns a kernel that computes on the host. */
    static OpKernel kernel(Backend backend, Function function) {
        return (inputs, outputs, workspace) -> onHost(backend, function, inputs, outputs);
    }

    private static Invocation onHost(
            Backend backend, Function function, List<BufferView> inputs, List<BufferView> outputs) {
        return () -> {
            List<HostTensor> operands = new ArrayList<>();
            for (BufferView view : inputs) {
                HostTensor value = HostTensor.zeros(view.spec());
                backend.download(view, value);
                operands.add(value);
            }
            List<HostTensor> results = function.apply(operands);
            for (int i = 0; i < results.size(); i++) {
                backend.upload(results.get(i), outputs.get(i));
            }
        };
    }
}
