package peers;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Training steps of LeNet or VGG-small in Deeplearning4j: prints images/s as a line of JSON.
 *
 * <pre>
 * ./mvnw -q -f benchmarks/peers/dl4j package
 * java -cp 'benchmarks/peers/dl4j/target/classes:benchmarks/peers/dl4j/target/lib/*' peers.Dl4jTraining lenet 64 200
 * </pre>
 *
 * The network, the batch and the optimizer are those of dev.cortado.benchmarks.StepThroughput; one batch of random images
 * lies in memory.
 */
public final class Dl4jTraining {

    private Dl4jTraining() {}

    public static void main(String[] args) {
        String model = args[0];
        int batch = Integer.parseInt(args[1]);
        int steps = Integer.parseInt(args[2]);
        boolean lenet = model.equals("lenet");
        int channels = lenet ? 1 : 3;
        int size = lenet ? 28 : 32;
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(DataType.FLOAT)
                .updater(new Nesterovs(0.001, 0.9))
                .convolutionMode(lenet ? ConvolutionMode.Truncate : ConvolutionMode.Same)
                .list();
        if (lenet) {
            layers.layer(convolution(20, 5)).layer(pool()).layer(convolution(50, 5)).layer(pool());
            layers.layer(new DenseLayer.Builder().nOut(500).activation(Activation.RELU).build());
        } else {
            for (int filters : new int[] {32, 32, 0, 64, 64, 0, 128, 128, 0}) {
                if (filters == 0) {
                    layers.layer(pool());
                } else {
                    layers.layer(convolution(filters, 3)).layer(new BatchNormalization());
                    layers.layer(new ActivationLayer(Activation.RELU));
                }
            }
            layers.layer(new DenseLayer.Builder().nOut(256).activation(Activation.RELU).build());
        }
        layers.layer(new OutputLayer.Builder(LossFunction.MCXENT).nOut(10).activation(Activation.SOFTMAX).build());
        MultiLayerNetwork network = new MultiLayerNetwork(layers.setInputType(
                        InputType.convolutional(size, size, channels))
                .build());
        network.init();
        INDArray images = Nd4j.rand(DataType.FLOAT, batch, channels, size, size);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, batch, 10);
        for (int i = 0; i < batch; i++) {
            labels.putScalar(i, i % 10, 1);
        }
        for (int i = 0; i < steps / 4; i++) {
            network.fit(images, labels);
        }
        long start = System.nanoTime();
        for (int i = 0; i < steps; i++) {
            network.fit(images, labels);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "{\"peer\": \"Deeplearning4j 1.0.0-M2.1\", \"model\": \"%s\", \"batch\": %d, \"images_per_s\": %.1f}%n",
                model, batch, steps * batch / seconds);
    }

    private static ConvolutionLayer convolution(int filters, int kernel) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .nOut(filters)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static SubsamplingLayer pool() {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2}).build();
    }
}
