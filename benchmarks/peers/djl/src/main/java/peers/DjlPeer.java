package peers;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Images per second of DJL on PyTorch's engine: prints one line of JSON.
 *
 * <pre>
 * ./mvnw -q -f benchmarks/peers/djl package
 * java -cp 'benchmarks/peers/djl/target/classes:benchmarks/peers/djl/target/lib/*' peers.DjlPeer MODEL train|infer BATCH \
 *     THREADS SECONDS [TORCHSCRIPT]
 * </pre>
 *
 * Training goes through DJL's own blocks, since that is how one trains with it. Inference takes a TorchScript module, frozen
 * by Python, where there is one: a whole network then is one call into libtorch, which is DJL at its best. Without Python
 * it takes the blocks. One batch of random images lies in memory.
 */
public final class DjlPeer {

    private static final int LEAST_STEPS = 3;

    private DjlPeer() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", args[3]);
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        String name = args[0];
        boolean training = args[1].equals("train");
        int batch = Integer.parseInt(args[2]);
        double seconds = Double.parseDouble(args[4]);
        boolean script = !training && args.length > 5;
        Shape input = name.equals("lenet") ? new Shape(batch, 1, 28, 28) : new Shape(batch, 3, 32, 32);
        try (Model model = Model.newInstance(name, Device.cpu(), "PyTorch");
                NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray images = manager.randomUniform(0, 1, input);
            if (script) {
                Path file = Path.of(args[5]).toAbsolutePath();
                model.load(file.getParent(), file.getFileName().toString());
            } else {
                model.setBlock(DjlNetworks.of(name));
            }
            Runnable step;
            if (training) {
                NDArray labels = manager.arange(0, batch, 1, DataType.FLOAT32).mod(10);
                Trainer trainer = trainer(model);
                trainer.initialize(input);
                step = () -> train(manager, trainer, images, labels);
            } else {
                Block block = model.getBlock();
                if (!script) {
                    block.initialize(manager, DataType.FLOAT32, input);
                }
                step = () -> infer(manager, block, images);
            }
            measure(step, seconds / 2);
            List<Long> times = measure(step, seconds);
            System.out.printf(
                    Locale.ROOT,
                    "{\"who\": \"DJL %s, PyTorch %s%s\", \"model\": \"%s\", \"mode\": \"%s\", \"batch\": %d, \"images_per_s\": %.1f}%n",
                    Engine.getDjlVersion(),
                    Engine.getEngine("PyTorch").getVersion(),
                    training ? "" : script ? ", TorchScript" : ", blocks",
                    name,
                    args[1],
                    batch,
                    batch * 1e9 / times.get(times.size() / 2));
        }
    }

    private static Trainer trainer(Model model) {
        return model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed(0.001f))
                        .optMomentum(0.9f)
                        .build()));
    }

    private static void train(NDManager manager, Trainer trainer, NDArray images, NDArray labels) {
        try (NDManager step = manager.newSubManager()) {
            images.tempAttach(step);
            labels.tempAttach(step);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDList scores = trainer.forward(new NDList(images));
                collector.backward(trainer.getLoss().evaluate(new NDList(labels), scores));
            }
            trainer.step();
        }
    }

    private static void infer(NDManager manager, Block block, NDArray images) {
        try (NDManager step = manager.newSubManager()) {
            images.tempAttach(step);
            block.forward(new ParameterStore(step, false), new NDList(images), false)
                    .singletonOrThrow()
                    .toFloatArray();
        }
    }

    /** Runs for a while and returns the time of each step in nanoseconds, the shortest first. */
    private static List<Long> measure(Runnable step, double seconds) {
        List<Long> times = new ArrayList<>();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end || times.size() < LEAST_STEPS) {
            long start = System.nanoTime();
            step.run();
            times.add(System.nanoTime() - start);
        }
        Collections.sort(times);
        return times;
    }
}
