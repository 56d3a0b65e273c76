package dev.cortado.core.serve;

import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Layer;
import dev.cortado.core.Session;
import java.util.List;

/**
 * A network with fixed weights that any number of threads may ask at once.
 *
 * <p>An answer has the same bits whoever asks at the same time, on however many threads. Where a call cannot be answered, it
 * throws a {@link dev.cortado.api.CortadoException}, and no other call is affected: {@code input-mismatch} for a sample of the
 * wrong type or shape, {@code inference-closed} after {@link #close}, {@code inference-interrupted} where the calling thread is
 * interrupted while it waits; it stays interrupted.
 */
public interface Inference extends AutoCloseable {

    /**
     * Serves a network with the present weights of a session, and closes the session in the end.
     *
     * @param session is used for nothing else from now on; each instance uses as many threads as its backend
     * @param sample type and shape of one sample, without the axis of the batch
     * @param options how many calls run at once, and whether samples of several callers are joined
     * @throws dev.cortado.api.CortadoException if shapes do not fit
     */
    static Inference of(Session session, Layer network, TensorSpec sample, ServingOptions options) {
        InferencePool pool = InferencePool.of(session, network, sample, options);
        return options.joining() ? new MicroBatcher(pool, options) : pool;
    }

    /** Returns type and shape of one sample. */
    TensorSpec sample();

    /** Returns type and shape of what comes out for one sample. */
    TensorSpec result();

    /**
     * Answers one sample.
     *
     * @return a new tensor
     */
    HostTensor infer(HostTensor sample);

    /**
     * Answers samples, which go through the network together as far as it takes so many.
     *
     * @return new tensors in the order of the samples
     */
    List<HostTensor> infer(List<HostTensor> samples);

    /**
     * Ends it: calls that wait are refused, those that run are waited for, and all memory is freed. Closing twice does nothing.
     */
    @Override
    void close();
}
