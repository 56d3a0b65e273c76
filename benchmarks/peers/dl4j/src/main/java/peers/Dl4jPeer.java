package peers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Images per second of Deeplearning4j: prints one line of JSON.
 *
 * <pre>
 * ./mvnw -q -f benchmarks/peers/dl4j package
 * OMP_NUM_THREADS=2 java -cp 'benchmarks/peers/dl4j/target/classes:benchmarks/peers/dl4j/target/lib/*' peers.Dl4jPeer MODEL \
 *     train|infer BATCH SECONDS
 * </pre>
 *
 * Training is forward, softmax cross-entropy, backward and SGD with momentum 0.9. One batch of random images lies in memory.
 */
public final class Dl4jPeer {

    private static final int LEAST_STEPS = 3;

    private Dl4jPeer() {}

    public static void main(String[] args) {
        String model = args[0];
        boolean training = args[1].equals("train");
        int batch = Integer.parseInt(args[2]);
        double seconds = Double.parseDouble(args[3]);
        int channels = model.equals("lenet") ? 1 : 3;
        int size = model.equals("lenet") ? 28 : 32;
        ComputationGraph network = new ComputationGraph(Dl4jNetworks.of(model, channels, size));
        network.init();
        INDArray[] images = {Nd4j.rand(DataType.FLOAT, batch, channels, size, size)};
        INDArray[] labels = {Nd4j.zeros(DataType.FLOAT, batch, 10)};
        for (int i = 0; i < batch; i++) {
            labels[0].putScalar(i, i % 10, 1);
        }
        Runnable step = training ? () -> network.fit(images, labels) : () -> network.output(false, images);
        measure(step, seconds / 2);
        List<Long> times = measure(step, seconds);
        System.out.printf(
                Locale.ROOT,
                "{\"who\": \"Deeplearning4j 1.0.0-M2.1, oneDNN\", \"model\": \"%s\", \"mode\": \"%s\", \"batch\": %d,"
                        + " \"images_per_s\": %.1f}%n",
                model,
                args[1],
                batch,
                batch * 1e9 / times.get(times.size() / 2));
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
