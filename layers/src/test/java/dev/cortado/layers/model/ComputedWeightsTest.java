package dev.cortado.layers.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.layer.Initializer;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.api.op.Convolution;
import dev.cortado.backend.cpu.CpuPlugin;
import dev.cortado.core.Session;
import dev.cortado.core.run.Program;
import org.junit.jupiter.api.Test;

class ComputedWeightsTest {

    private static HostTensor image(TensorSpec spec) {
        HostTensor image = HostTensor.zeros(spec);
        for (int i = 0; i < spec.elements(); i++) {
            image.floats()[i] = i * 37 % 101 / 101f;
        }
        return image;
    }

    /** Convolution with weights that are computed in each run, from which nothing may be kept. */
    private record ComputedWeights() implements Layer {

        @Override
        public Tensor forward(LayerContext context, Tensor x) {
            Initializer start = (spec, key) -> HostTensor.filled(spec, 0.01);
            Tensor weight = context.parameter("weight", Shape.of(16, 16, 3, 3), start);
            Tensor wide = context.parameter("wide", Shape.of(16, 3, 1, 1), start);
            Convolution same = Convolution.of(2).withPadding(new int[] {1, 1}, new int[] {1, 1});
            Tensor first = x.apply(Convolution.of(2), wide.multiply(3));
            return first.apply(same, weight.multiply(2)).apply(same, weight.multiply(5));
        }
    }

    @Test
    void whatIsMadeOfComputedWeightsIsMadeAnewInEachRun() {
        TensorSpec spec = TensorSpec.of(DType.FLOAT32, 1, 3, 16, 16);
        try (Session session = Session.builder(new CpuPlugin().backends().get(0).create(BackendOptions.of(1)))
                .build()) {
            Program program = session.inference(new ComputedWeights(), spec);
            program.input("input").set(image(spec));
            program.run();
            HostTensor first = program.output("output").value();
            program.run();
            assertThat(program.output("output").value()).isEqualTo(first);
        }
    }
}
