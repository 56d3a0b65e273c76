package dev.cortado.backend.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorScope;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Buffer;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.op.Constant;
import dev.cortado.api.op.Decomposable;
import dev.cortado.api.op.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Runs each operation at once on the reference backend, through {@code prepare} and {@code bind}.
 *
 * <p>Every tensor lies in the middle of a buffer of guards. A kernel that changes an operand or a guard fails, and so
 * does one that adds to what it finds, since each runs twice and its results start as the guard.
 */
public final class EagerScope implements TensorScope {

    private static final int BEFORE = 3;
    private static final int AFTER = 5;
    private static final double GUARD = 77;

    private final ReferenceBackend backend;

    public EagerScope(ReferenceBackend backend) {
        this.backend = backend;
    }

    /** Runs an operation of one result on a backend of its own. */
    public static HostTensor run(Op op, HostTensor... inputs) {
        return runAll(op, inputs).get(0);
    }

    /** Runs an operation on a backend of its own. */
    public static List<HostTensor> runAll(Op op, HostTensor... inputs) {
        try (ReferenceBackend backend = new ReferenceBackend()) {
            EagerScope scope = new EagerScope(backend);
            List<Tensor> tensors = Arrays.stream(inputs).map(scope::tensor).toList();
            return scope.apply(op, tensors).stream().map(Tensor::value).toList();
        }
    }

    /** Returns a tensor of this scope. */
    public Tensor tensor(HostTensor value) {
        return new EagerTensor(this, value);
    }

    @Override
    public List<Tensor> apply(Op op, List<Tensor> inputs) {
        if (op instanceof Constant constant) {
            return List.of(tensor(constant.value()));
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
        throw new AssertionError("neither a kernel nor a decomposition: " + op);
    }

    private List<Tensor> launch(OpKernel kernel, List<Tensor> inputs, List<TensorSpec> results) {
        assertThat(kernel.workspace()).isEmpty();
        List<BufferView> operands = new ArrayList<>();
        for (Tensor input : inputs) {
            BufferView view = guarded(input.spec());
            backend.upload(input.value(), view);
            operands.add(view);
        }
        List<BufferView> targets = results.stream().map(this::guarded).toList();
        var invocation = kernel.bind(operands, targets, List.of());
        invocation.run();
        List<HostTensor> first = targets.stream().map(this::download).toList();
        invocation.run();
        assertThat(targets.stream().map(this::download).toList())
                .as("a second run gives the same")
                .isEqualTo(first);
        for (int i = 0; i < operands.size(); i++) {
            assertThat(download(operands.get(i)))
                    .as("operand %d is unchanged", i)
                    .isEqualTo(inputs.get(i).value());
            operands.get(i).buffer().close();
        }
        targets.forEach(view -> view.buffer().close());
        return first.stream().map(this::tensor).toList();
    }

    private BufferView guarded(TensorSpec spec) {
        int elements = BEFORE + spec.elements() + AFTER;
        Buffer buffer = backend.allocate(spec.dtype(), elements);
        TensorSpec all = TensorSpec.of(spec.dtype(), elements);
        backend.upload(HostTensor.filled(all, GUARD), BufferView.of(buffer, all));
        return new BufferView(buffer, BEFORE, spec);
    }

    /** Downloads a tensor after checking the guards around it. */
    private HostTensor download(BufferView view) {
        TensorSpec all = TensorSpec.of(
                view.buffer().dtype(), Math.toIntExact(view.buffer().elements()));
        HostTensor whole = HostTensor.zeros(all);
        backend.download(BufferView.of(view.buffer(), all), whole);
        double guard = HostTensor.filled(TensorSpec.of(all.dtype()), GUARD).scalar();
        for (int i = 0; i < all.elements(); i++) {
            if (i < BEFORE || i >= all.elements() - AFTER) {
                assertThat(whole.get(i)).as("guard %d", i).isEqualTo(guard);
            }
        }
        HostTensor part = HostTensor.zeros(view.spec());
        backend.download(view, part);
        return part;
    }

    private record EagerTensor(EagerScope scope, HostTensor value) implements Tensor {

        @Override
        public TensorSpec spec() {
            return value.spec();
        }
    }
}
