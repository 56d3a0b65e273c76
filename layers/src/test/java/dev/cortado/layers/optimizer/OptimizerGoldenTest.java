package dev.cortado.layers.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.CortadoPlugin;
import dev.cortado.api.train.Loss;
import dev.cortado.api.train.Optimizer;
import dev.cortado.api.train.OptimizerContext;
import dev.cortado.conformance.Tolerance;
import dev.cortado.conformance.golden.GoldenCase;
import dev.cortado.core.Session;
import dev.cortado.core.run.Program;
import dev.cortado.layers.GoldenResources;
import dev.cortado.layers.LayersPlugin;
import dev.cortado.layers.ReferenceSession;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten steps of each optimizer against PyTorch's, through the training program of a session. */
class OptimizerGoldenTest {

    /** Two parameters whose gradients are the input: the result is a . g_a + b . g_b. */
    private record TwoParameters(HostTensor a, HostTensor b) implements Layer {

        @Override
        public Tensor forward(LayerContext context, Tensor input) {
            int split = a.spec().elements();
            Tensor first = context.parameter("a", a.shape(), (spec, key) -> a.cast(spec.dtype()))
                    .reshape(split);
            Tensor second = context.parameter("b", b.shape(), (spec, key) -> b.cast(spec.dtype()));
            return first.concat(0, second).multiply(input);
        }
    }

    /** The sum of the prediction; the target is not looked at. */
    private static final class Sum implements Loss {

        @Override
        public TensorSpec target(TensorSpec prediction) {
            return TensorSpec.of(DType.INT32);
        }

        @Override
        public Tensor loss(Tensor prediction, Tensor target) {
            return prediction.sum();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sgd_01",
                "sgd_02",
                "sgd_03",
                "sgd_04",
                "sgd_05",
                "sgd_06",
                "sgd_08",
                "adam_01",
                "adam_02",
                "adam_03",
                "adam_04",
                "adam_05",
                "adamw_01",
                "adamw_02",
                "adamw_03",
                "adamw_04"
            })
    void tenStepsAreThoseOfPyTorch(String name) {
        GoldenCase golden = GoldenResources.read(name);
        for (DType dtype : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
            compare(golden, dtype, Tolerance.TRANSCENDENTAL.bound(dtype, golden.integer("steps"), 1));
        }
    }

    private static void compare(GoldenCase golden, DType dtype, double tolerance) {
        HostTensor a = golden.tensor("a");
        HostTensor b = golden.tensor("b");
        int sizeA = a.spec().elements();
        int sizeB = b.spec().elements();
        Layer network = new TwoParameters(a, b);
        double rate = (Double) golden.options().get("learning_rate");
        try (Session session = ReferenceSession.open(dtype)) {
            TensorSpec input = TensorSpec.of(dtype, sizeA + sizeB);
            Program program = session.training(network, new Sum(), optimizer(golden, rate), input);
            for (int step = 0; step < golden.integer("steps"); step++) {
                HostTensor gradients = HostTensor.zeros(input);
                for (int i = 0; i < sizeA; i++) {
                    gradients.set(i, golden.tensor("a_gradients").get(step * sizeA + i));
                }
                for (int i = 0; i < sizeB; i++) {
                    gradients.set(sizeA + i, golden.tensor("b_gradients").get(step * sizeB + i));
                }
                program.input("input").set(gradients);
                program.input("learning_rate").set(rate);
                program.input("step").set(step + 1.0);
                assertThat(program.run()).isTrue();
                String as = golden.name() + " " + dtype + " step " + step;
                compare(as + " a", session.variables().get("a"), golden.tensor("a_after"), step, tolerance);
                compare(as + " b", session.variables().get("b"), golden.tensor("b_after"), step, tolerance);
            }
        }
    }

    private static void compare(String as, HostTensor actual, HostTensor expected, int step, double tolerance) {
        int size = actual.spec().elements();
        for (int i = 0; i < size; i++) {
            double value = expected.get(step * size + i);
            assertThat(actual.get(i))
                    .as(as + " element " + i)
                    .isCloseTo(value, within(tolerance * Math.max(1, Math.abs(value))));
        }
    }

    /** Returns the optimizer, which for parameter b may have other options and another rate. */
    private static Optimizer optimizer(GoldenCase golden, double rate) {
        Map<String, Object> options = golden.options();
        options.remove("learning_rate");
        Optimizer common = create(golden.op(), options);
        if (!golden.attributes().containsKey("options_of_b")) {
            return common;
        }
        Map<String, Object> others = new LinkedHashMap<>(options);
        ((Map<?, ?>) golden.attributes().get("options_of_b")).forEach((key, value) -> others.put((String) key, value));
        Object rateOfB = others.remove("learning_rate");
        Optimizer ofB = create(golden.op(), others);
        double factor = rateOfB == null ? 1 : (Double) rateOfB / rate;
        return (context, parameter, gradient) -> context.parameterPath().equals("a")
                ? common.update(context, parameter, gradient)
                : ofB.update(withRate(context, factor), parameter, gradient);
    }

    private static Optimizer create(String name, Map<String, Object> options) {
        CortadoPlugin plugin = new LayersPlugin();
        ComponentType<Optimizer> type = plugin.optimizers().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        return type.factory().create(type.schema().check(name, options), null);
    }

    private static OptimizerContext withRate(OptimizerContext context, double factor) {
        return (OptimizerContext) Proxy.newProxyInstance(
                OptimizerContext.class.getClassLoader(),
                new Class<?>[] {OptimizerContext.class},
                (proxy, method, arguments) -> method.getName().equals("learningRate")
                        ? context.learningRate().multiply(factor)
                        : method.invoke(context, arguments));
    }
}
