package dev.cortado.conformance.broken;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.Behaviour;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.Node;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Softmax;
import dev.cortado.api.op.Sort;
import dev.cortado.core.decorate.ForwardingBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Backends that promise what they do not keep, or deny what they can. */
final class PromiseMutants {

    private PromiseMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.of("denies sorting, which works", "cortado.sort", Denying::new),
                Mutant.of("refuses with another code", "cortado.sort", WrongRefusal::new),
                Mutant.of(
                        "lacks a kernel and does not say so",
                        "cortado.erf",
                        backend -> without(backend, "cortado.erf")),
                Mutant.of(
                        "has float64 in name only",
                        "cortado.add",
                        backend -> Corrupting.op(backend, "cortado.add", (op, x, y) -> narrow(y.get(0)))),
                Mutant.of(
                        "garbage for a type that it claims",
                        "cortado.maximum",
                        backend -> Corrupting.op(backend, "cortado.maximum", (op, x, y) -> {
                            if (y.get(0).dtype() == DType.UINT8) {
                                for (int i = 0; i < y.get(0).spec().elements(); i++) {
                                    // bytes compared as signed ones
                                    y.get(0).bytes()[i] = (byte) Math.max(
                                            x.get(0).bytes()[i], x.get(1).bytes()[i]);
                                }
                            }
                        })),
                Mutant.of("bits that depend on the batch", "cortado.matmul", PromiseMutants::batchDependent),
                new Mutant("bits that depend on the threads", "cortado.softmax", PromiseMutants::threadDependent),
                Mutant.of("other bits in every run", "cortado.power", PromiseMutants::restless),
                Mutant.of("lowering drops a rectifier", "cortado.relu", Lossy::new),
                Mutant.of("closing twice throws", "storage", CloseOnce::new));
    }

    private static final class Denying extends ForwardingBackend {

        Denying(Backend delegate) {
            super(delegate);
        }

        @Override
        public Set<Behaviour> lacks() {
            return Set.of(Behaviour.SORT);
        }
    }

    private static final class WrongRefusal extends ForwardingBackend {

        WrongRefusal(Backend delegate) {
            super(delegate);
        }

        @Override
        public Set<Behaviour> lacks() {
            return Set.of(Behaviour.SORT);
        }

        @Override
        public Optional<OpKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {
            if (op instanceof Sort) {
                throw CortadoException.user("not-today", null, "sorting is not done here", null);
            }
            return super.prepare(op, inputs, outputs);
        }
    }

    private static Backend without(Backend backend, String name) {
        return new Replacing(backend, (b, op, in, out) -> op.name().equals(name) ? Optional.empty() : null);
    }

    private static void narrow(HostTensor y) {
        if (y.dtype() == DType.FLOAT64) {
            for (int i = 0; i < y.spec().elements(); i++) {
                y.set(i, (float) y.get(i));
            }
        }
    }

    private static Backend batchDependent(Backend backend) {
        return new Corrupting(backend, op -> op instanceof MatMul, (op, x, y) -> {
            if (y.get(0).shape().rank() == 2 && y.get(0).shape().size(0) > 4) {
                nudge(y.get(0));
            }
        });
    }

    private static Backend threadDependent(Backend backend, int threads) {
        return new Replacing(backend, (b, op, in, out) -> {
            if (!(op instanceof Softmax softmax) || in.get(0).dtype() != DType.FLOAT32) {
                return null;
            }
            return Optional.of(Replacing.kernel(b, x -> {
                HostTensor y = PlainSoftmax.along(softmax.axis(), x.get(0));
                if (threads > 1) {
                    nudge(y);
                }
                return List.of(y);
            }));
        });
    }

    private static Backend restless(Backend backend) {
        int[] runs = {0};
        return Corrupting.op(backend, "cortado.power", (op, x, y) -> {
            if (++runs[0] % 2 == 0) {
                nudge(y.get(0));
            }
        });
    }

    /** Changes every element by the least that can be. */
    private static void nudge(HostTensor y) {
        for (int i = 0; y.dtype() == DType.FLOAT32 && i < y.spec().elements(); i++) {
            if (Float.isFinite(y.floats()[i]) && y.floats()[i] != 0) {
                y.floats()[i] = Math.nextUp(y.floats()[i]);
            }
        }
    }

    /** Takes a rectifier that follows an addition for done. */
    private static final class Lossy extends ForwardingBackend {

        Lossy(Backend delegate) {
            super(delegate);
        }

        @Override
        public Graph lower(Graph graph) {
            List<Node> nodes = new ArrayList<>(graph.nodes());
            GraphRewriter rewriter = new GraphRewriter(graph);
            for (Node node : nodes) {
                boolean rectifier = node.op() instanceof ScalarBinary scalar
                        && scalar.kind() == Binary.Kind.MAXIMUM
                        && scalar.number() == 0;
                boolean afterAddition = rectifier
                        && nodes.stream()
                                .anyMatch(before ->
                                        before.outputs().contains(node.inputs().get(0))
                                                && before.op().name().equals("cortado.add"));
                if (afterAddition) {
                    rewriter.replace(
                            List.of(node), new ScalarBinary(Binary.Kind.ADD, 0, false), node.inputs(), node.outputs());
                }
            }
            return rewriter.build();
        }
    }

    private static final class CloseOnce extends ForwardingBackend {

        private boolean closed;

        CloseOnce(Backend delegate) {
            super(delegate);
        }

        @Override
        public void close() {
            if (closed) {
                throw new IllegalStateException("was closed before");
            }
            closed = true;
            super.close();
        }
    }
}
