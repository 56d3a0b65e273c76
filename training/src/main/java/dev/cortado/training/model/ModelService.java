package dev.cortado.training.model;

import dev.cortado.api.CortadoException;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.core.Session;
import dev.cortado.core.serve.Inference;
import dev.cortado.core.serve.ServingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Says what images show, with a saved model, to any number of threads at once.
 *
 * <p>It never changes once it is made. An answer has the same bits as that of a {@link Predictor}, however many threads ask,
 * with or without micro-batching. The weights lie in memory once; each of {@link ServingOptions#instances} calls that run at the
 * same time has memory of its own for intermediate results, which is taken before the first call and does not grow.
 *
 * <p>A call that cannot be answered throws a {@link CortadoException}, and no other call is affected: {@code image-size} for
 * an image of the wrong size, {@code inference-closed} after {@link #close}, {@code inference-interrupted} where the calling
 * thread is interrupted while it waits.
 */
public final class ModelService implements AutoCloseable {

    private final ImageModel model;
    private final Inference inference;

    private ModelService(ImageModel model, Inference inference) {
        this.model = model;
        this.inference = inference;
    }

    /**
     * Serves a model.
     *
     * @param session is used for nothing else, and closed with the service; each instance uses as many threads as its backend
     * @param registry makes a layer from its description
     * @param options how many calls run at once, and whether images of several callers are joined
     * @throws CortadoException if weights and network do not fit together
     */
    public static ModelService of(
            ModelFile file, Session session, Function<ComponentSpec, Layer> registry, ServingOptions options) {
        ImageModel model = new ImageModel(file, session, registry);
        Inference inference = Inference.of(session, model.network(), model.image(), options);
        try {
            model.check(session, inference.result().shape().insert(0, 1));
        } catch (CortadoException e) {
            inference.close();
            throw e;
        }
        return new ModelService(model, inference);
    }

    /** Returns the shape of an image, {@code [channels, height, width]}. */
    public Shape input() {
        return model.file().input();
    }

    /** Returns the names of the classes. */
    public List<String> classNames() {
        return model.file().classNames();
    }

    /** Returns what is done to images first; {@link Preprocessing#imageOptions} tells how to decode files. */
    public Preprocessing preprocessing() {
        return model.file().preprocessing();
    }

    /**
     * Judges one image.
     *
     * @param image channels first, 0..1, of {@link #input()}
     */
    public Prediction predict(float[] image) {
        return model.prediction(inference.infer(tensor(image, 0)), 0);
    }

    /**
     * Judges images; they go through the network together, as far as it takes so many.
     *
     * @param images each channels first, 0..1, of {@link #input()}
     */
    public List<Prediction> predict(List<float[]> images) {
        List<HostTensor> samples = new ArrayList<>(images.size());
        for (int i = 0; i < images.size(); i++) {
            samples.add(tensor(images.get(i), i));
        }
        return inference.infer(samples).stream()
                .map(scores -> model.prediction(scores, 0))
                .toList();
    }

    private HostTensor tensor(float[] image, int index) {
        float[] values = new float[input().elements()];
        model.copy(image, index, values, 0);
        return model.tensor(values, input());
    }

    /** Refuses calls that wait, waits for those that run, and frees all memory; closing twice does nothing. */
    @Override
    public void close() {
        inference.close();
    }
}
