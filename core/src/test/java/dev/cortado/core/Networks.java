package dev.cortado.core;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.layer.Initializer;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.api.layer.State;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.Dropout;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.SoftmaxCrossEntropy;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.api.random.RandomKey;
import dev.cortado.api.random.RandomStream;
import dev.cortado.api.train.Loss;
import dev.cortado.api.train.Optimizer;
import dev.cortado.api.train.OptimizerContext;
import dev.cortado.backend.reference.ReferencePlugin;
import java.util.List;

/** Small layers, a loss and an optimizer written against api alone, and sessions on the reference backend. */
final class Networks {

    static final Initializer GAUSSIAN = (spec, key) -> random(spec, key, 0.3);

    private Networks() {}

    static HostTensor random(TensorSpec spec, RandomKey key, double deviation) {
        HostTensor tensor = HostTensor.zeros(spec);
        RandomStream stream = new RandomStream(key);
        for (int i = 0; i < spec.elements(); i++) {
            tensor.set(i, stream.nextGaussian() * deviation);
        }
        return tensor;
    }

    static HostTensor random(long seed, DType dtype, int... sizes) {
        return random(TensorSpec.of(dtype, sizes), RandomKey.of(seed), 1);
    }

    static Session session(DType dtype) {
        return Session.builder(new ReferencePlugin().backends().get(0).create(BackendOptions.of(1)))
                .floatType(dtype)
                .seed(7)
                .build();
    }

    /** Convolution with bias, 3x3, valid. */
    record Conv(int filters, int size) implements Layer {
        @Override
        public Tensor forward(LayerContext context, Tensor x) {
            Tensor weight =
                    context.parameter("weight", Shape.of(filters, x.shape().size(1), size, size), GAUSSIAN);
            Tensor bias = context.parameter("bias", Shape.of(filters), GAUSSIAN);
            Tensor y = x.apply(Convolution.of(2), weight);
            return y.add(bias.apply(Broadcast.along(1, y.shape())));
        }
    }

    /** Batch normalization with a running mean. */
    record Norm() implements Layer {
        @Override
        public Tensor forward(LayerContext context, Tensor x) {
            Shape vector = Shape.of(x.shape().size(1));
            Tensor scale = context.parameter("scale", vector, Initializer.constant(1));
            Tensor shift = context.parameter("shift", vector, Initializer.constant(0));
            State mean = context.state("mean", vector, Initializer.constant(0));
            List<Tensor> results = x.scope().apply(new BatchNormTraining(1e-3), List.of(x, scale, shift));
            if (context.training()) {
                context.update(
                        mean, mean.value().multiply(0.9).add(results.get(1).multiply(0.1)));
            }
            return results.get(0);
        }
    }

    /** Maximum over 2x2 windows. */
    record Pool() implements Layer {
        @Override
        public Tensor forward(LayerContext context, Tensor x) {
            return x.apply(new WindowReduce(WindowReduce.Kind.MAX, Window.of(new int[] {2, 2}, new int[] {2, 2})));
        }
    }

    /** Fully connected layer over everything but the batch. */
    record Dense(int units) implements Layer {
        @Override
        public Tensor forward(LayerContext context, Tensor x) {
            int batch = x.shape().size(0);
            Tensor rows = x.reshape(batch, x.shape().elements() / batch);
            Tensor weight =
                    context.parameter("weight", Shape.of(units, rows.shape().size(1)), GAUSSIAN);
            return rows.apply(new MatMul(false, true), weight);
        }
    }

    /** Drops elements in training. */
    record Drop(double rate) implements Layer {
        @Override
        public Tensor forward(LayerContext context, Tensor x) {
            return context.training() ? x.apply(new Dropout(rate), context.randomBits(x.shape())) : x;
        }
    }

    /** Layers one after another, called by the names given. */
    record Chain(List<String> names, List<Layer> layers) implements Layer {
        @Override
        public Tensor forward(LayerContext context, Tensor x) {
            Tensor y = x;
            for (int i = 0; i < layers.size(); i++) {
                y = context.call(names.get(i), layers.get(i), y);
            }
            return y;
        }
    }

    /** A network with convolution, normalization, rectifier, pooling, dropout and a dense end. */
    static Layer small() {
        Layer relu = new Layer() {
            @Override
            public Tensor forward(LayerContext context, Tensor x) {
                return x.relu();
            }
        };
        return new Chain(
                List.of("conv", "norm", "relu", "pool", "drop", "dense"),
                List.of(new Conv(4, 3), new Norm(), relu, new Pool(), new Drop(0.2), new Dense(3)));
    }

    /** Mean cross-entropy of class scores. */
    record CrossEntropy() implements Loss {
        @Override
        public TensorSpec target(TensorSpec prediction) {
            return TensorSpec.of(DType.INT32, prediction.shape().size(0));
        }

        @Override
        public Tensor loss(Tensor prediction, Tensor target) {
            return prediction
                    .scope()
                    .apply(new SoftmaxCrossEntropy(0), List.of(prediction, target))
                    .get(0)
                    .mean();
        }
    }

    /** Gradient descent with momentum. */
    record Momentum() implements Optimizer {
        @Override
        public Tensor update(OptimizerContext context, Tensor parameter, Tensor gradient) {
            State momentum = context.slot("momentum", Initializer.constant(0));
            Tensor next = momentum.value().multiply(0.9).add(gradient);
            context.update(momentum, next);
            return parameter.subtract(next.multiply(context.learningRate()));
        }
    }
}
