package peers;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The networks of dev.cortado.layers.model, in layers of Deeplearning4j, one appended to the other. */
final class Dl4jNetworks {

    private final GraphBuilder graph;
    private String last = "image";
    private int count;

    private Dl4jNetworks(GraphBuilder graph) {
        this.graph = graph;
    }

    static ComputationGraphConfiguration of(String model, int channels, int size) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(DataType.FLOAT)
                .updater(new Nesterovs(0.001, 0.9))
                .graphBuilder()
                .addInputs("image");
        Dl4jNetworks network = new Dl4jNetworks(graph);
        switch (model) {
            case "lenet" -> network.lenet();
            case "vgg-small" -> network.vggSmall();
            case "resnet-18" -> network.resNet18();
            case "mobilenet-v2" -> network.mobileNetV2();
            default -> throw new IllegalArgumentException("there is no network " + model);
        }
        network.append(new OutputLayer.Builder(LossFunction.MCXENT).nOut(10).activation(Activation.SOFTMAX).build());
        return graph.setOutputs(network.last)
                .setInputTypes(InputType.convolutional(size, size, channels))
                .build();
    }

    private void append(Layer layer) {
        String name = "layer" + count++;
        graph.addLayer(name, layer, last);
        last = name;
    }

    private void convolution(int filters, int kernel, int stride, int padding, boolean bias) {
        append(new ConvolutionLayer.Builder(kernel, kernel)
                .stride(stride, stride)
                .padding(padding, padding)
                .nOut(filters)
                .hasBias(bias)
                .activation(Activation.IDENTITY)
                .build());
    }

    private void depthwise(int channels, int stride) {
        append(new DepthwiseConvolution2D.Builder(3, 3)
                .depthMultiplier(1)
                .stride(stride, stride)
                .padding(1, 1)
                .nIn(channels)
                .nOut(channels)
                .hasBias(false)
                .activation(Activation.IDENTITY)
                .build());
    }

    private void normalized(Activation activation) {
        append(new BatchNormalization());
        if (activation != Activation.IDENTITY) {
            append(new ActivationLayer(activation));
        }
    }

    private void pool() {
        append(new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2}).build());
    }

    private void dense(int units) {
        append(new DenseLayer.Builder().nOut(units).activation(Activation.RELU).build());
    }

    private void average() {
        append(new GlobalPoolingLayer(PoolingType.AVG));
    }

    private void add(String a, String b) {
        String name = "sum" + count++;
        graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), a, b);
        last = name;
    }

    private void lenet() {
        convolution(20, 5, 1, 0, true);
        pool();
        convolution(50, 5, 1, 0, true);
        pool();
        dense(500);
    }

    private void vggSmall() {
        for (int filters : new int[] {32, 64, 128}) {
            for (int i = 0; i < 2; i++) {
                convolution(filters, 3, 1, 1, false);
                normalized(Activation.RELU);
            }
            pool();
        }
        dense(256);
    }

    private void resNet18() {
        convolution(64, 3, 1, 1, false);
        normalized(Activation.RELU);
        int channels = 64;
        for (int filters : new int[] {64, 64, 128, 128, 256, 256, 512, 512}) {
            int stride = filters == channels ? 1 : 2;
            String before = last;
            convolution(filters, 3, stride, 1, false);
            normalized(Activation.RELU);
            convolution(filters, 3, 1, 1, false);
            normalized(Activation.IDENTITY);
            String body = last;
            last = before;
            if (stride == 2) {
                convolution(filters, 1, 2, 0, false);
                normalized(Activation.IDENTITY);
            }
            add(body, last);
            append(new ActivationLayer(Activation.RELU));
            channels = filters;
        }
        average();
    }

    private void mobileNetV2() {
        convolution(32, 3, 1, 1, false);
        normalized(Activation.RELU6);
        int channels = 32;
        // expansion, filters, blocks, stride of the first
        int[][] stages = {
            {1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}
        };
        for (int[] stage : stages) {
            for (int i = 0; i < stage[2]; i++) {
                inverted(channels, stage[1], stage[0], i == 0 ? stage[3] : 1);
                channels = stage[1];
            }
        }
        convolution(1280, 1, 1, 0, false);
        normalized(Activation.RELU6);
        average();
    }

    private void inverted(int channels, int filters, int expansion, int stride) {
        String before = last;
        int wide = channels * expansion;
        if (expansion > 1) {
            convolution(wide, 1, 1, 0, false);
            normalized(Activation.RELU6);
        }
        depthwise(wide, stride);
        normalized(Activation.RELU6);
        convolution(filters, 1, 1, 0, false);
        normalized(Activation.IDENTITY);
        if (stride == 1 && channels == filters) {
            add(before, last);
        }
    }
}
