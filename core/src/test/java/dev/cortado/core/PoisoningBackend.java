package dev.cortado.core;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Select;
import dev.cortado.api.op.Unary;
import dev.cortado.core.decorate.ForwardingBackend;
import java.util.List;
import java.util.Optional;

/** Claims in-place rights for elementwise operations, and fills results and workspace with wrong numbers before each run. */
final class PoisoningBackend extends ForwardingBackend {

    PoisoningBackend(Backend delegate) {
        super(delegate);
    }

    @Override
    public Optional<OpKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return super.prepare(op, inputs, outputs).map(kernel -> new Poisoned(op, kernel, inputs, outputs));
    }

    private final class Poisoned implements OpKernel {

        private final Op op;
        private final OpKernel kernel;
        private final List<TensorSpec> inputs;
        private final List<TensorSpec> outputs;

        Poisoned(Op op, OpKernel kernel, List<TensorSpec> inputs, List<TensorSpec> outputs) {
            this.op = op;
            this.kernel = kernel;
            this.inputs = inputs;
            this.outputs = outputs;
        }

        @Override
        public int inPlace(int output) {
            boolean elementwise =
                    op instanceof Unary || op instanceof Binary || op instanceof ScalarBinary || op instanceof Select;
            return elementwise ? inputs.lastIndexOf(outputs.get(output)) : -1;
        }

        @Override
        public List<TensorSpec> workspace() {
            return List.of(outputs.get(0), TensorSpec.of(DType.INT32, 5));
        }

        @Override
        public Invocation bind(List<BufferView> in, List<BufferView> out, List<BufferView> workspace) {
            Invocation invocation = kernel.bind(in, out, workspace);
            return () -> {
                workspace.forEach(view -> delegate().upload(HostTensor.filled(view.spec(), 77), view));
                out.stream()
                        .filter(view -> in.stream().noneMatch(operand -> overlap(view, operand)))
                        .forEach(view -> delegate().upload(HostTensor.filled(view.spec(), 55), view));
                invocation.run();
            };
        }

        private boolean overlap(BufferView a, BufferView b) {
            return a.buffer() == b.buffer()
                    && a.offset() < b.offset() + b.spec().elements()
                    && b.offset() < a.offset() + a.spec().elements();
        }
    }
}
