package dev.cortado.conformance.oracle;

import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.Buffer;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.op.Op;
import dev.cortado.backend.reference.ReferenceProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs single operations on the reference backend, without a graph around them. */
public final class ReferenceRun implements AutoCloseable {

    private final Backend backend = new ReferenceProvider().create(BackendOptions.of(1));

    /** Returns the results of a primitive operation; empty if it must be decomposed. */
    public Optional<List<HostTensor>> apply(Op op, List<HostTensor> operands) {
        List<TensorSpec> specs = operands.stream().map(HostTensor::spec).toList();
        List<TensorSpec> results = op.infer(specs);
        return backend.prepare(op, specs, results).map(kernel -> run(kernel, operands, results));
    }

    private List<HostTensor> run(OpKernel kernel, List<HostTensor> operands, List<TensorSpec> results) {
        List<Buffer> buffers = new ArrayList<>();
        List<BufferView> inputs = new ArrayList<>();
        for (HostTensor operand : operands) {
            BufferView view = view(operand.spec(), buffers);
            backend.upload(operand, view);
            inputs.add(view);
        }
        List<BufferView> outputs =
                results.stream().map(spec -> view(spec, buffers)).toList();
        kernel.bind(inputs, outputs, List.of()).run();
        List<HostTensor> values = new ArrayList<>();
        for (BufferView output : outputs) {
            HostTensor value = HostTensor.zeros(output.spec());
            backend.download(output, value);
            values.add(value);
        }
        buffers.forEach(Buffer::close);
        return values;
    }

    private BufferView view(TensorSpec spec, List<Buffer> buffers) {
        Buffer buffer = backend.allocate(spec.dtype(), spec.elements());
        buffers.add(buffer);
        return BufferView.of(buffer, spec);
    }

    @Override
    public void close() {
        backend.close();
    }
}
