package dev.cortado.backend.nd4j;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.Behaviour;
import dev.cortado.api.backend.Buffer;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.DeviceInfo;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.fuse.ChainFusion;
import dev.cortado.api.op.Op;
import dev.cortado.backend.nd4j.engine.Engine;
import dev.cortado.backend.nd4j.lower.ConvolutionRewriting;
import dev.cortado.backend.nd4j.lower.ElementwiseRules;
import java.lang.ref.Reference;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/** Keeps tensors in memory outside of the Java heap and runs operations of ND4J on them. */
final class Nd4jBackend implements Backend {

    private final Engine engine;
    private final int threads;
    private final Set<Nd4jBuffer> buffers = Collections.newSetFromMap(new WeakHashMap<>());
    private boolean closed;

    Nd4jBackend(BackendOptions options, Engine engine) {
        this.engine = engine;
        this.threads = options.threads();
    }

    @Override
    public String name() {
        return Nd4jProvider.NAME;
    }

    @Override
    public DeviceInfo device() {
        String count = threads == 1 ? "1 thread" : threads + " threads";
        return new DeviceInfo(count + ", " + engine.describe(), "ND4J " + Nd4jPresence.VERSION);
    }

    /** Neither OpenBLAS nor oneDNN promises an order of summation: it depends on threads, and on the number of rows. */
    @Override
    public Set<Behaviour> lacks() {
        return Set.of(Behaviour.THREAD_INVARIANCE, Behaviour.BATCH_INVARIANCE);
    }

    @Override
    public Graph lower(Graph graph) {
        GraphRewriter rewriter = new GraphRewriter(graph);
        ConvolutionRewriting.apply(
                rewriter,
                (op, inputs) -> Catalog.find(op, inputs, op.infer(inputs)).isPresent());
        new ChainFusion(new ElementwiseRules()).apply(rewriter);
        return rewriter.build();
    }

    @Override
    public Optional<OpKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        checkOpen();
        return Catalog.find(op, inputs, outputs).map(kernel -> new Nd4jKernel(this, kernel, inputs, outputs));
    }

    @Override
    public Buffer allocate(DType dtype, long elements) {
        checkOpen();
        try {
            Nd4jBuffer buffer = new Nd4jBuffer(this, dtype, elements);
            buffers.add(buffer);
            return buffer;
        } catch (ArithmeticException | OutOfMemoryError e) {
            throw Nd4jFailure.memory(elements + " elements of " + dtype, e);
        }
    }

    @Override
    public void upload(HostTensor source, BufferView target) {
        checkAlike(source.spec(), target.spec());
        Transfer.upload(source, address(target));
        Reference.reachabilityFence(target);
    }

    @Override
    public void download(BufferView source, HostTensor target) {
        checkAlike(source.spec(), target.spec());
        Transfer.download(address(source), target);
        Reference.reachabilityFence(source);
    }

    @Override
    public void copy(BufferView source, BufferView target) {
        checkAlike(source.spec(), target.spec());
        Transfer.copy(address(source), address(target), source.spec().bytes());
        Reference.reachabilityFence(source);
        Reference.reachabilityFence(target);
    }

    /** The memory is freed when its buffer is unreachable, which may be before the copy ends: hence the fences. */
    private org.bytedeco.javacpp.BytePointer address(BufferView view) {
        return own(view).at(view.offset());
    }

    @Override
    public int alignment() {
        return Nd4jBuffer.ALIGNMENT;
    }

    @Override
    public void synchronize() {
        checkOpen();
    }

    @Override
    public void close() {
        closed = true;
        List.copyOf(buffers).forEach(Nd4jBuffer::close);
    }

    /** Readies the calling thread to run kernels. */
    void enter() {
        checkOpen();
        engine.useThreads(threads);
    }

    /** Throws if this backend was closed. */
    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("backend 'nd4j' is closed; create another one");
        }
    }

    /** Returns the buffer behind a view, which must be of this backend. */
    Nd4jBuffer own(BufferView view) {
        checkOpen();
        if (view.buffer() instanceof Nd4jBuffer buffer && buffer.isOf(this)) {
            return buffer;
        }
        throw new IllegalArgumentException("backend 'nd4j' cannot use a buffer of another backend");
    }

    /** Lets go of a closed buffer. */
    void forget(Nd4jBuffer buffer) {
        buffers.remove(buffer);
    }

    private void checkAlike(TensorSpec source, TensorSpec target) {
        checkOpen();
        if (source.dtype() != target.dtype() || source.elements() != target.elements()) {
            throw new IllegalArgumentException(source + " cannot be copied to " + target);
        }
    }
}
