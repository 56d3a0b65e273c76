package dev.cortado.benchmarks;

import dev.cortado.api.data.Dataset;
import dev.cortado.training.data.Augmentation;
import dev.cortado.training.data.Batch;
import dev.cortado.training.data.BatchLoader;
import dev.cortado.training.data.LoaderOptions;
import dev.cortado.training.data.Normalize;
import dev.cortado.training.data.RandomCrop;
import dev.cortado.training.data.RandomFlip;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Images per second of the data pipeline that training uses, alone: from bytes to shuffled batches of floats, flipped,
 * cropped and normalized.
 *
 * <p>Arguments: {@code data=digits loaders=1 batch=64 epochs=20}. Nobody computes meanwhile, so one loading thread has a core
 * to itself. The first half of the epochs warms up; prints the median of the others.
 */
public final class PipelineThroughput {

    private PipelineThroughput() {}

    /** Runs the measurement. */
    public static void main(String[] args) {
        Arguments arguments = new Arguments(args, List.of("data", "loaders", "batch", "epochs"));
        int loaders = arguments.number("loaders", 1);
        Dataset images = Setup.data(arguments.text("data", "digits")).train();
        LoaderOptions options = LoaderOptions.shuffled(arguments.number("batch", 64), 1)
                .withThreads(loaders)
                .withAugmentation(
                        Augmentation.of(1, new RandomFlip(), new RandomCrop(2), Normalize.measure(images, 1000)));
        double[] perSecond = new double[Math.max(2, arguments.number("epochs", 20))];
        try (BatchLoader loader = new BatchLoader(images, options)) {
            for (int epoch = 0; epoch < perSecond.length; epoch++) {
                long start = System.nanoTime();
                loader.start(epoch, 0);
                int seen = 0;
                for (Batch batch = loader.next(); batch != null; batch = loader.next()) {
                    seen += batch.count();
                }
                perSecond[epoch] = seen * 1e9 / (System.nanoTime() - start);
            }
        }
        double[] warm = Arrays.copyOfRange(perSecond, perSecond.length / 2, perSecond.length);
        Arrays.sort(warm);
        System.out.printf(
                Locale.ROOT,
                "{\"data\": \"%s\", \"image\": \"%s\", \"loaders\": %d, \"images_per_s\": %.0f, \"least\": %.0f, \"most\": %.0f}%n",
                images.name(),
                images.imageShape(),
                loaders,
                warm[warm.length / 2],
                warm[0],
                warm[warm.length - 1]);
    }
}
