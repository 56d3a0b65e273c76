package dev.cortado.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorScope;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.Buffer;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.op.Constant;
import dev.cortado.api.op.Decomposable;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Reshape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs each operation at once on a backend, through {@code prepare} and {@code bind}.
 *
 * <p>Every result lies between guards, which a kernel must leave alone, and each kernel runs twice, so that one that adds
 * to what it finds is seen.
 */
final class BackendScope implements TensorScope {

    private static final int GUARDS = 37;
    private static final double GUARD = 77;

    private final Backend backend;

    BackendScope(Backend backend) {
        this.backend = backend;
    }

    /** Runs an operation on a backend. */
    static List<HostTensor> run(Backend backend, Op op, List<HostTensor> inputs) {
        BackendScope scope = new BackendScope(backend);
        List<Tensor> tensors = inputs.stream().map(scope::tensor).toList();
        return scope.apply(op, tensors).stream().map(Tensor::value).toList();
    }

    Tensor tensor(HostTensor value) {
        return new Eager(this, value);
    }

    @Override
    public List<Tensor> apply(Op op, List<Tensor> inputs) {
        if (op instanceof Constant constant) {
            return List.of(tensor(constant.value()));
        }
        if (op instanceof Reshape reshape) {
            return List.of(tensor(inputs.get(0).value().reshape(reshape.shape().toArray())));
        }
        List<TensorSpec> specs = inputs.stream().map(Tensor::spec).toList();
        List<TensorSpec> results = op.infer(specs);
        Optional<OpKernel> kernel = backend.prepare(op, specs, results);
        if (kernel.isPresent()) {
            return launch(kernel.get(), inputs, results);
        }
        if (op instanceof Decomposable decomposable) {
            return decomposable.decompose(inputs);
        }
        throw new AssertionError("neither a kernel nor a decomposition: " + op + " of " + specs);
    }

    private List<Tensor> launch(OpKernel kernel, List<Tensor> inputs, List<TensorSpec> results) {
        List<BufferView> operands = new ArrayList<>();
        for (Tensor input : inputs) {
            Buffer buffer = backend.allocate(input.dtype(), input.spec().elements() + 2);
            BufferView view = new BufferView(buffer, 1, input.spec());
            backend.upload(input.value(), view);
            operands.add(view);
        }
        List<BufferView> outputs = results.stream().map(this::guarded).toList();
        List<BufferView> workspace =
                kernel.workspace().stream().map(this::guarded).toList();
        Invocation invocation = kernel.bind(operands, outputs, workspace);
        invocation.run();
        List<HostTensor> first = outputs.stream().map(this::download).toList();
        invocation.run();
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            HostTensor value = download(outputs.get(i));
            assertThat(value).as("second run of %s", kernel.description()).isEqualTo(first.get(i));
            assertGuards(outputs.get(i), kernel);
            tensors.add(tensor(value));
        }
        workspace.forEach(view -> assertGuards(view, kernel));
        for (int i = 0; i < operands.size(); i++) {
            assertThat(download(operands.get(i))).isEqualTo(inputs.get(i).value());
        }
        return tensors;
    }

    private BufferView guarded(TensorSpec spec) {
        int elements = spec.elements() + 2 * GUARDS;
        Buffer buffer = backend.allocate(spec.dtype(), elements);
        TensorSpec all = TensorSpec.of(spec.dtype(), elements);
        backend.upload(HostTensor.filled(all, spec.dtype() == DType.BOOL ? 1 : GUARD), BufferView.of(buffer, all));
        return new BufferView(buffer, GUARDS, spec);
    }

    private HostTensor download(BufferView view) {
        HostTensor value = HostTensor.zeros(view.spec());
        backend.download(view, value);
        return value;
    }

    private void assertGuards(BufferView view, OpKernel kernel) {
        TensorSpec all = TensorSpec.of(view.spec().dtype(), (int) view.buffer().elements());
        HostTensor value = download(BufferView.of(view.buffer(), all));
        double expected = all.dtype() == DType.BOOL ? 1 : GUARD;
        for (int i = 0; i < all.elements(); i++) {
            boolean guard = i < GUARDS || i >= GUARDS + view.spec().elements();
            if (guard && value.get(i) != expected) {
                throw new AssertionError(kernel.description() + " wrote " + value.get(i) + " at " + (i - GUARDS)
                        + " outside of " + view.spec());
            }
        }
    }

    /** A value with the scope that made it. */
    private record Eager(TensorScope scope, HostTensor value) implements Tensor {

        @Override
        public TensorSpec spec() {
            return value.spec();
        }
    }
}
