package dev.cortado.training.data;

import dev.cortado.api.CortadoException;
import dev.cortado.api.CortadoException.Category;
import dev.cortado.api.data.Dataset;
import java.util.function.BooleanSupplier;

/** Reads and augments the samples of one batch; belongs to one thread. */
final class BatchFiller {

    private final Dataset dataset;
    private final Augmentation.Applier applier;
    private final int imageElements;

    BatchFiller(Dataset dataset, Augmentation augmentation) {
        this.dataset = dataset;
        this.applier = augmentation.applier(dataset.imageShape());
        this.imageElements = dataset.imageShape().elements();
    }

    /**
     * Fills a batch with the samples {@code order[first]} and following; stops between two samples when told to.
     *
     * @throws CortadoException with the name of the sample if one cannot be read
     */
    void fill(Batch batch, int[] order, int first, long epoch, BooleanSupplier cancelled) {
        for (int i = 0; i < batch.count() && !cancelled.getAsBoolean(); i++) {
            int index = order[first + i];
            try {
                batch.indices()[i] = index;
                batch.labels()[i] = dataset.label(index);
                dataset.read(index, batch.images(), i * imageElements);
                applier.apply(batch.images(), i * imageElements, epoch, index);
            } catch (Throwable e) {
                // Also errors: they must reach the consumer instead of ending a thread that it waits for.
                throw failure(dataset.name() + "[" + index + "]", e);
            }
        }
    }

    private static CortadoException failure(String sample, Throwable e) {
        if (e instanceof CortadoException known) {
            return new CortadoException(known.category(), known.code(), sample, known.getMessage(), null, known);
        }
        Category category = e instanceof VirtualMachineError ? Category.RESOURCE : Category.PLUGIN;
        return new CortadoException(
                category, "sample-unreadable", sample, "reading the sample failed: " + e, "see the cause", e);
    }
}
