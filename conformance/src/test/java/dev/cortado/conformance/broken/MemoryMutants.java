package dev.cortado.conformance.broken;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.Buffer;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.op.Op;
import dev.cortado.core.decorate.ForwardingBackend;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Backends that handle memory wrongly. */
final class MemoryMutants {

    /** What several backends of a racy kind share. */
    private static final float[] SHARED = new float[1 << 16];

    private MemoryMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.of("stale cache of packed weights", "cortado.matmul", StaleCache::new),
                Mutant.of("writes behind its result", "cortado.log", OverrunningResult::new),
                Mutant.of("uses an operand as scratch", "cortado.sqrt", ChangedOperand::new),
                Mutant.of("wrong when operands are one memory", "cortado.subtract", Aliasing::new),
                Mutant.of("in place where it reads again", "cortado.reverse", InPlaceLie::new),
                Mutant.of("workspace assumed to be zero", "cortado.reduce_sum", DirtyWorkspace::new),
                Mutant.of("scratch shared between backends", "cortado.abs", Racing::new),
                Mutant.of("closed buffers can still be used", "storage", Immortal::new),
                Mutant.of("new buffers hold what was there before", "storage", Dirty::new),
                Mutant.of("buffers used again hold what was there before", "storage", Recycling::new),
                Mutant.of("copy ignores the offset", "storage", Misplaced::new));
    }

    /** Decorates the kernels of one operation. */
    private abstract static class OfOne extends ForwardingBackend {

        private final String op;

        OfOne(Backend delegate, String op) {
            super(delegate);
            this.op = op;
        }

        @Override
        protected Invocation around(Call call) {
            return call.op().name().equals(op) ? broken(call) : call.invocation();
        }

        abstract Invocation broken(Call call);

        HostTensor read(BufferView view) {
            HostTensor value = HostTensor.zeros(view.spec());
            delegate().download(view, value);
            return value;
        }
    }

    /** Computes once per kernel, and again only if the first operand changes. */
    private static final class StaleCache extends ForwardingBackend {

        StaleCache(Backend delegate) {
            super(delegate);
        }

        @Override
        public Optional<OpKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {
            Optional<OpKernel> kernel = super.prepare(op, inputs, outputs);
            return op.name().equals("cortado.matmul") ? kernel.map(real -> caching(delegate(), real)) : kernel;
        }

        private static OpKernel caching(Backend backend, OpKernel real) {
            List<HostTensor> weights = new ArrayList<>();
            return (in, out, work) -> {
                Invocation invocation = real.bind(in, out, work);
                return () -> {
                    HostTensor now = HostTensor.zeros(in.get(1).spec());
                    backend.download(in.get(1), now);
                    if (weights.isEmpty()) {
                        weights.add(now);
                    }
                    backend.upload(weights.get(0), in.get(1));
                    invocation.run();
                    backend.upload(now, in.get(1));
                };
            };
        }
    }

    private static final class OverrunningResult extends OfOne {

        OverrunningResult(Backend delegate) {
            super(delegate, "cortado.log");
        }

        @Override
        Invocation broken(Call call) {
            BufferView result = call.outputs().get(0);
            int count = result.spec().elements();
            boolean room = result.offset() + count < result.buffer().elements();
            return () -> {
                call.invocation().run();
                if (room && count % 16 != 0) {
                    TensorSpec one = TensorSpec.of(result.spec().dtype(), 1);
                    delegate()
                            .upload(
                                    HostTensor.zeros(one),
                                    new BufferView(result.buffer(), result.offset() + count, one));
                }
            };
        }
    }

    private static final class ChangedOperand extends OfOne {

        ChangedOperand(Backend delegate) {
            super(delegate, "cortado.sqrt");
        }

        @Override
        Invocation broken(Call call) {
            return () -> {
                call.invocation().run();
                delegate().upload(read(call.outputs().get(0)), call.inputs().get(0));
            };
        }
    }

    private static final class Aliasing extends OfOne {

        Aliasing(Backend delegate) {
            super(delegate, "cortado.subtract");
        }

        @Override
        Invocation broken(Call call) {
            boolean same = call.inputs().get(0).equals(call.inputs().get(1));
            return () -> {
                call.invocation().run();
                if (same) {
                    delegate().upload(read(call.inputs().get(0)), call.outputs().get(0));
                }
            };
        }
    }

    /** Says that it may overwrite its operand, and then reads what it has overwritten. */
    private static final class InPlaceLie extends ForwardingBackend {

        InPlaceLie(Backend delegate) {
            super(delegate);
        }

        @Override
        public Optional<OpKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {
            Optional<OpKernel> kernel = super.prepare(op, inputs, outputs);
            return op.name().equals("cortado.reverse") ? kernel.map(InPlaceLie::lying) : kernel;
        }

        private static OpKernel lying(OpKernel real) {
            return new OpKernel() {
                @Override
                public int inPlace(int output) {
                    return 0;
                }

                @Override
                public Invocation bind(List<BufferView> in, List<BufferView> out, List<BufferView> work) {
                    return real.bind(in, out, work);
                }
            };
        }
    }

    /** Adds what it finds in its workspace. */
    private static final class DirtyWorkspace extends ForwardingBackend {

        DirtyWorkspace(Backend delegate) {
            super(delegate);
        }

        @Override
        public Optional<OpKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {
            Optional<OpKernel> kernel = super.prepare(op, inputs, outputs);
            boolean sum =
                    op.name().equals("cortado.reduce_sum") && inputs.get(0).dtype() == DType.FLOAT32;
            return sum ? kernel.map(real -> adding(delegate(), real, outputs.get(0))) : kernel;
        }

        private static OpKernel adding(Backend backend, OpKernel real, TensorSpec spec) {
            return new OpKernel() {
                @Override
                public List<TensorSpec> workspace() {
                    return List.of(spec);
                }

                @Override
                public Invocation bind(List<BufferView> in, List<BufferView> out, List<BufferView> work) {
                    Invocation invocation = real.bind(in, out, List.of());
                    return () -> {
                        invocation.run();
                        HostTensor sums = HostTensor.zeros(spec);
                        HostTensor found = HostTensor.zeros(spec);
                        backend.download(out.get(0), sums);
                        backend.download(work.get(0), found);
                        for (int i = 0; i < spec.elements(); i++) {
                            sums.set(i, sums.get(i) + found.get(i));
                        }
                        backend.upload(sums, out.get(0));
                    };
                }
            };
        }
    }

    private static final class Racing extends OfOne {

        Racing(Backend delegate) {
            super(delegate, "cortado.abs");
        }

        @Override
        Invocation broken(Call call) {
            if (call.outputs().get(0).spec().dtype() != DType.FLOAT32) {
                return call.invocation();
            }
            return () -> {
                call.invocation().run();
                HostTensor value = read(call.outputs().get(0));
                System.arraycopy(value.floats(), 0, SHARED, 0, value.floats().length);
                Thread.yield();
                System.arraycopy(SHARED, 0, value.floats(), 0, value.floats().length);
                delegate().upload(value, call.outputs().get(0));
            };
        }
    }

    /** Gives buffers that close nothing. */
    private static final class Immortal extends WrappedBuffers {

        Immortal(Backend delegate) {
            super(delegate);
        }

        @Override
        protected void close(Buffer real) {}
    }

    /** Keeps closed buffers for whoever asks for the same type and size next, with what they hold. */
    private static final class Recycling extends WrappedBuffers {

        private final Map<List<Object>, Deque<Buffer>> pool = new ConcurrentHashMap<>();

        Recycling(Backend delegate) {
            super(delegate);
        }

        private Deque<Buffer> closed(DType dtype, long elements) {
            return pool.computeIfAbsent(List.of(dtype, elements), key -> new ConcurrentLinkedDeque<>());
        }

        @Override
        protected Buffer open(DType dtype, long elements) {
            Buffer again = closed(dtype, elements).pollLast();
            return again == null ? super.open(dtype, elements) : again;
        }

        @Override
        protected void close(Buffer real) {
            closed(real.dtype(), real.elements()).add(real);
        }
    }

    private static final class Dirty extends ForwardingBackend {

        Dirty(Backend delegate) {
            super(delegate);
        }

        @Override
        public Buffer allocate(DType dtype, long elements) {
            Buffer buffer = super.allocate(dtype, elements);
            if (elements > 0) {
                TensorSpec spec = TensorSpec.of(dtype, (int) elements);
                super.upload(HostTensor.filled(spec, 1), BufferView.of(buffer, spec));
            }
            return buffer;
        }
    }

    private static final class Misplaced extends ForwardingBackend {

        Misplaced(Backend delegate) {
            super(delegate);
        }

        @Override
        public void copy(BufferView source, BufferView target) {
            super.copy(BufferView.of(source.buffer(), source.spec()), target);
        }
    }
}
