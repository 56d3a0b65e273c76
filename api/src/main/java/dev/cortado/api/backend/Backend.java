package dev.cortado.api.backend;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Stability;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.op.Op;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * An engine that stores tensors and runs operations on one device.
 *
 * <p>Only one thread at a time calls a backend. Operands of a kernel may be the same memory (as in {@code x + x}); a result
 * never overlaps an operand unless {@link OpKernel#inPlace} allows it, and then it is exactly that operand's memory.
 *
 * <p>The smallest backend stores buffers and prepares one kernel per primitive operation; everything else is decomposed
 * into those. Core plans memory and runs the schedule; a backend never sees layers, losses or optimizers. One backend
 * object is used by one thread at a time; several may live in one process.
 */
@Stability.Experimental
public interface Backend extends AutoCloseable {

    /** Returns the name under which it is chosen, such as {@code cpu}. */
    String name();

    /** Returns what it runs on. */
    DeviceInfo device();

    /**
     * Rewrites a graph into one that this backend runs faster, possibly with operations of its own.
     *
     * <p>Values that leave the graph keep their identity and their canonical dense layout. Returns the graph itself by
     * default.
     */
    default Graph lower(Graph graph) {
        return graph;
    }

    /**
     * Prepares a kernel: checks everything, computes the geometry, compiles what must be compiled.
     *
     * <p>The primitives that need one are listed at the package {@link dev.cortado.api.op}. Core never asks for a kernel of
     * {@code Constant}, which it uploads, or {@code Reshape}, which is another view of its operand. Kernels that plug-ins
     * bring in {@link BackendOptions} go before a backend's own.
     *
     * @param op the operation
     * @param inputs specs of the operands
     * @param outputs specs of the results
     * @return empty if this backend has no kernel for them; then the operation is decomposed, or refused by name
     */
    Optional<OpKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs);

    /**
     * Returns a new zeroed buffer; it lives until the backend is closed or {@link Buffer#close} is called.
     *
     * @throws dev.cortado.api.CortadoException of category resource if there is no memory for it
     */
    Buffer allocate(DType dtype, long elements);

    /** Copies from the host into a buffer; when it returns, the source may be changed. */
    void upload(HostTensor source, BufferView target);

    /** Waits for everything that was started and copies from a buffer to the host. */
    void download(BufferView source, HostTensor target);

    /** Copies between two buffers of this backend; spec and size are equal, the regions do not overlap. */
    void copy(BufferView source, BufferView target);

    /** Returns to how many bytes the start of each planned region should be aligned; a power of two. */
    default int alignment() {
        return 64;
    }

    /**
     * Returns what this backend lacks; nothing by default.
     *
     * <p>Be honest here: the conformance kit checks that a kernel which needs what is lacked is refused or right, and that
     * nothing is named which in fact works.
     */
    default Set<Behaviour> lacks() {
        return Set.of();
    }

    /**
     * Returns another backend object on the same device, with threads and temporary memory of its own, that may use this one's
     * buffers; empty, which is the default, if there is no such thing.
     *
     * <p>Kernels that it prepares are those that this one prepares. Each is used by one thread at a time, but both at the same
     * time, as long as neither writes to what the other uses: so several threads can run a network whose weights lie in memory
     * once. Buffers belong to the backend that allocated them. The caller closes the companion, and before this one.
     */
    default Optional<Backend> companion() {
        return Optional.empty();
    }

    /**
     * Measures how many float32 operations a second the threads or the device of this backend reach at most, a fused
     * multiply-add counted as two: what profiles compare kernels with. Takes some tenths of a second.
     *
     * @return empty if it has no way to measure that, as by default
     */
    default OptionalDouble measurePeak() {
        return OptionalDouble.empty();
    }

    /** Waits until everything that was started has ended. */
    default void synchronize() {}

    /** Frees all memory and threads; using the backend afterwards throws, closing it twice does nothing. */
    @Override
    void close();
}
