package peers;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/** The networks of dev.cortado.layers.model, in DJL's own blocks. */
final class DjlNetworks {

    private DjlNetworks() {}

    static Block of(String model) {
        return switch (model) {
            case "lenet" -> lenet();
            case "vgg-small" -> vggSmall();
            case "resnet-18" -> resNet18();
            case "mobilenet-v2" -> mobileNetV2();
            default -> throw new IllegalArgumentException("there is no network " + model);
        };
    }

    private static Block convolution(int filters, int kernel, int stride, int padding, int groups, boolean bias) {
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(padding, padding))
                .optGroups(groups)
                .optBias(bias)
                .build();
    }

    private static Block normalization() {
        return BatchNorm.builder().build();
    }

    private static Block pool() {
        return Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2));
    }

    private static Block linear(int units) {
        return Linear.builder().setUnits(units).build();
    }

    private static SequentialBlock lenet() {
        return new SequentialBlock()
                .addAll(convolution(20, 5, 1, 0, 1, true), pool(), convolution(50, 5, 1, 0, 1, true), pool())
                .addAll(Blocks.batchFlattenBlock(), linear(500), Activation.reluBlock(), linear(10));
    }

    private static SequentialBlock vggSmall() {
        SequentialBlock network = new SequentialBlock();
        for (int filters : new int[] {32, 64, 128}) {
            for (int i = 0; i < 2; i++) {
                network.addAll(convolution(filters, 3, 1, 1, 1, false), normalization(), Activation.reluBlock());
            }
            network.add(pool());
        }
        return network.addAll(Blocks.batchFlattenBlock(), linear(256), Activation.reluBlock(), linear(10));
    }

    private static SequentialBlock resNet18() {
        SequentialBlock network = new SequentialBlock()
                .addAll(convolution(64, 3, 1, 1, 1, false), normalization(), Activation.reluBlock());
        int channels = 64;
        for (int filters : new int[] {64, 64, 128, 128, 256, 256, 512, 512}) {
            int stride = filters == channels ? 1 : 2;
            Block body = new SequentialBlock()
                    .addAll(convolution(filters, 3, stride, 1, 1, false), normalization(), Activation.reluBlock())
                    .addAll(convolution(filters, 3, 1, 1, 1, false), normalization());
            Block shortcut = stride == 1
                    ? Blocks.identityBlock()
                    : new SequentialBlock().addAll(convolution(filters, 1, 2, 0, 1, false), normalization());
            network.addAll(sum(body, shortcut), Activation.reluBlock());
            channels = filters;
        }
        return network.addAll(average(), linear(10));
    }

    private static SequentialBlock mobileNetV2() {
        SequentialBlock network = new SequentialBlock()
                .addAll(convolution(32, 3, 1, 1, 1, false), normalization(), Activation.relu6Block());
        int channels = 32;
        // expansion, filters, blocks, stride of the first
        int[][] stages = {
            {1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}
        };
        for (int[] stage : stages) {
            for (int i = 0; i < stage[2]; i++) {
                int stride = i == 0 ? stage[3] : 1;
                Block body = inverted(channels, stage[1], stage[0], stride);
                boolean residual = stride == 1 && channels == stage[1];
                network.add(residual ? sum(body, Blocks.identityBlock()) : body);
                channels = stage[1];
            }
        }
        return network.addAll(convolution(1280, 1, 1, 0, 1, false), normalization(), Activation.relu6Block())
                .addAll(average(), linear(10));
    }

    private static Block inverted(int channels, int filters, int expansion, int stride) {
        int wide = channels * expansion;
        SequentialBlock body = new SequentialBlock();
        if (expansion > 1) {
            body.addAll(convolution(wide, 1, 1, 0, 1, false), normalization(), Activation.relu6Block());
        }
        return body.addAll(convolution(wide, 3, stride, 1, wide, false), normalization(), Activation.relu6Block())
                .addAll(convolution(filters, 1, 1, 0, 1, false), normalization());
    }

    private static Block sum(Block a, Block b) {
        return new ParallelBlock(
                results -> new NDList(results.get(0).singletonOrThrow().add(results.get(1).singletonOrThrow())),
                List.of(a, b));
    }

    private static Block average() {
        return LambdaBlock.singleton(Pool::globalAvgPool2d);
    }
}
