package dev.cortado.conformance;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Dropout;
import dev.cortado.api.op.LeakyRelu;
import dev.cortado.api.op.RectifierGradient;
import dev.cortado.api.op.Unary;
import dev.cortado.core.trace.GraphBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A random graph of elementwise operations, broadcasts and a few others in between, with something to run it on. */
final class RandomChains {

    private final Random random;
    private final Samples samples;
    private final Shape shape;
    private final GraphBuilder trace = new GraphBuilder();
    private final List<Tensor> numbers = new ArrayList<>();
    private final List<Tensor> truths = new ArrayList<>();
    private final List<HostTensor> inputs = new ArrayList<>();
    private final Graph graph;

    RandomChains(int seed) {
        random = new Random(seed);
        samples = new Samples(seed);
        shape = shape(seed);
        for (int i = 0; i < 3; i++) {
            numbers.add(input(shape.toArray()));
        }
        numbers.add(input().apply(new Broadcast(shape, List.of())));
        numbers.add(input(shape.size(1)).apply(Broadcast.along(1, shape)));
        numbers.add(input(shape.size(3)).apply(Broadcast.along(3, shape)));
        numbers.add(input(3, 1).apply(new Broadcast(shape, List.of(0, 1))));
        numbers.add(input(3, shape.size(2)).apply(new Broadcast(shape, List.of(0, 2))));
        truths.add(input(samples.truths(shape.toArray())));
        int steps = 5 + random.nextInt(25);
        for (int i = 0; i < steps; i++) {
            step();
        }
        for (int i = 0; i < 3; i++) {
            trace.output("number" + i, numbers.get(numbers.size() - 1 - random.nextInt(5)));
        }
        trace.output("truth", truths.get(truths.size() - 1));
        graph = trace.build();
    }

    private static Shape shape(int seed) {
        return switch (seed % 8) {
            // more elements than kernels do at once, with short rows and with long ones
            case 3 -> Shape.of(3, 4, 29, 59);
            case 7 -> Shape.of(3, 7, 1, 953);
            // rows that fill vectors
            case 1, 5 -> Shape.of(3, 4, 2, 32);
            default -> Shape.of(3, 4, 5, 7);
        };
    }

    Graph graph() {
        return graph;
    }

    List<HostTensor> inputs() {
        return inputs;
    }

    private Tensor input(int... sizes) {
        return input(samples.random(DType.FLOAT32, sizes));
    }

    private Tensor input(HostTensor value) {
        inputs.add(value);
        TensorSpec spec = value.spec();
        return trace.input("input" + inputs.size(), spec);
    }

    private Tensor number() {
        return numbers.get(random.nextInt(numbers.size()));
    }

    private Tensor truth() {
        return truths.get(random.nextInt(truths.size()));
    }

    private void step() {
        switch (random.nextInt(12)) {
            case 0 -> numbers.add(number().unary(Unary.Kind.values()[random.nextInt(10)]));
            case 1 -> truths.add(number().binary(Binary.Kind.LESS, number()));
            case 2 -> numbers.add(truth().select(number(), number()));
            case 3 -> numbers.add(truth().cast(DType.FLOAT32));
            case 4 -> numbers.add(number().apply(new LeakyRelu(0.1)));
            case 5 -> numbers.add(number().apply(new RectifierGradient(0), number()));
            case 6 -> numbers.add(number().multiply(0.3));
            case 7 -> truths.add(truth().binary(Binary.Kind.XOR, truth()).not());
            case 8 -> numbers.add(number().reverse(1).relu());
            case 9 -> numbers.add(number().apply(new Dropout(0.25), input(samples.words(shape.toArray()))));
            case 10 -> numbers.add(number().sum(0, 2, 3).apply(Broadcast.along(1, shape)));
            default -> numbers.add(number().binary(Binary.Kind.values()[random.nextInt(7)], number()));
        }
    }
}
