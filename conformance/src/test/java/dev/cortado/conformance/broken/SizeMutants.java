package dev.cortado.conformance.broken;

import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.fuse.ChainFusion;
import dev.cortado.api.graph.fuse.ElementwiseChain;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Relu;
import dev.cortado.core.decorate.ForwardingBackend;
import dev.cortado.core.run.SingleOp;
import java.util.List;
import java.util.Optional;

/** Backends that are wrong from a size on which every network of usual size has. */
final class SizeMutants {

    private static final int BLOCK = 16_384;

    private SizeMutants() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.of("chains of more than 16,384 elements", "cortado.elementwise_chain", SizeMutants::shortChains),
                corrupted("sums of more than 600 products", "cortado.matmul", (op, x, y) -> {
                    int axis = ((MatMul) op).transposeLeft() ? -2 : -1;
                    if (x.get(0).shape().size(axis) > 600) {
                        increase(y.get(0));
                    }
                }),
                corrupted("more than 120 input channels", "cortado.convolution", (op, x, y) -> {
                    if (x.get(0).shape().size(1) > 120) {
                        increase(y.get(0));
                    }
                }),
                Mutant.of("more than 70,003 elements", "cortado.relu", SizeMutants::shortRectifier));
    }

    private static Mutant corrupted(String name, String op, Corrupting.Corruption corruption) {
        return Mutant.of(name, op, backend -> Corrupting.op(backend, op, corruption));
    }

    private static void increase(HostTensor value) {
        if (value.spec().elements() > 0) {
            value.set(0, value.get(0) + 1);
        }
    }

    /** A kernel of its own: the reference has none for rectifiers. */
    private static Backend shortRectifier(Backend backend) {
        return new Replacing(backend, (b, op, in, out) -> {
            if (!(op instanceof Relu)) {
                return null;
            }
            return Optional.of(Replacing.kernel(b, x -> {
                try (SingleOp steps = new SingleOp(b, op, in)) {
                    List<HostTensor> y = steps.run(x);
                    spoil(y.get(0), 70_003);
                    return y;
                }
            }));
        });
    }

    private static void spoil(HostTensor value, int most) {
        int count = value.spec().elements();
        if (count > most) {
            value.set(count - 1, 7);
        }
    }

    private static Backend shortChains(Backend backend) {
        return new Joining(new Replacing(backend, (b, op, in, out) -> {
            if (!(op instanceof ElementwiseChain)) {
                return null;
            }
            return Optional.of(Replacing.kernel(b, x -> {
                try (SingleOp steps = new SingleOp(b, op, in)) {
                    List<HostTensor> y = steps.run(x);
                    spoil(y.get(0), BLOCK);
                    return y;
                }
            }));
        }));
    }

    /** Joins elementwise operations into chains. */
    private static final class Joining extends ForwardingBackend {

        Joining(Backend delegate) {
            super(delegate);
        }

        @Override
        public Graph lower(Graph graph) {
            GraphRewriter rewriter = new GraphRewriter(graph);
            new ChainFusion(node -> ElementwiseChain.isElementwise(node.op())).apply(rewriter);
            return rewriter.build();
        }
    }
}
