package dev.cortado.api.graph.fuse;

import dev.cortado.api.Stability;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Node;
import dev.cortado.api.op.Broadcast;
import java.util.List;

/** Says what a backend's kernels for chains can do. */
@Stability.Experimental
@FunctionalInterface
public interface ChainRules {

    /**
     * Tells whether a node may be a step of a chain.
     *
     * <p>It is asked only of nodes whose operation is elementwise ({@link ElementwiseChain#isElementwise}), with one result,
     * which has elements, and with operands of the result's shape.
     */
    boolean joins(Node node);

    /**
     * Tells whether a broadcast that a step reads may become a step itself, so that the chain reads the small operand; by
     * default, where it is a {@link Repetition}.
     *
     * @param broadcast a node of a {@link Broadcast}
     */
    default boolean absorbs(Node broadcast) {
        return Repetition.of(
                        (Broadcast) broadcast.op(),
                        broadcast.inputs().get(0).spec().shape())
                .isPresent();
    }

    /** Returns the largest number of steps besides broadcasts; by default 40, since longer chains gain nothing. */
    default int longest() {
        return 40;
    }

    /**
     * Tells whether there is a kernel for a chain; otherwise its nodes stay as they are. By default, there is.
     *
     * @param chain the chain
     * @param inputs the specs of its operands
     */
    default boolean accepts(ElementwiseChain chain, List<TensorSpec> inputs) {
        return true;
    }
}
