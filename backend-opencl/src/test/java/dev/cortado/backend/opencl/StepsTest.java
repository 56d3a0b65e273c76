package dev.cortado.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.graph.fuse.ElementwiseChain;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Dropout;
import dev.cortado.api.op.LeakyRelu;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.RectifierGradient;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Select;
import dev.cortado.api.op.Sigmoid;
import dev.cortado.api.op.Unary;
import dev.cortado.conformance.Samples;
import dev.cortado.core.run.SingleOp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Few elements are computed step by step, many with compiled kernels, and nobody can tell. */
class StepsTest {

    private static final int[] SIZES = {1, 63, 64, 65, 200};

    private record Case(ElementwiseChain chain, List<DType> operands) {

        /** Many operations in one chain, each of which leaves it, so that few kernels are compiled. */
        static Case of(List<Op> ops, DType... operands) {
            List<ElementwiseChain.Step> steps = new ArrayList<>();
            List<ElementwiseChain.Result> results = new ArrayList<>();
            List<Integer> all = IntStream.range(0, operands.length).boxed().toList();
            for (Op op : ops) {
                boolean alone = op instanceof Unary
                        || op instanceof ScalarBinary
                        || op instanceof Relu
                        || op instanceof LeakyRelu
                        || op instanceof Sigmoid;
                results.add(new ElementwiseChain.Result(operands.length + steps.size(), -1));
                steps.add(new ElementwiseChain.Step(op, alone ? all.subList(0, 1) : all));
            }
            return new Case(new ElementwiseChain(operands.length, steps, results), List.of(operands));
        }
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        List<Op> unary = new ArrayList<>();
        List<Op> arithmetic = new ArrayList<>();
        List<Op> predicates = new ArrayList<>();
        List<Op> logic = new ArrayList<>();
        for (Unary.Kind kind : Unary.Kind.values()) {
            (kind == Unary.Kind.NOT ? logic : unary).add(new Unary(kind));
        }
        for (Binary.Kind kind : Binary.Kind.values()) {
            (kind.isLogic() ? logic : kind.isPredicate() ? predicates : arithmetic).add(new Binary(kind));
        }
        List<Op> whole = arithmetic.stream()
                .filter(op -> !op.equals(new Binary(Binary.Kind.POWER)))
                .toList();
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
            cases.add(Case.of(unary, dtype));
            cases.add(Case.of(arithmetic, dtype, dtype));
            cases.add(Case.of(
                    List.of(
                            new Relu(),
                            new LeakyRelu(0.1),
                            new Sigmoid(),
                            new ScalarBinary(Binary.Kind.POWER, 2, false),
                            new ScalarBinary(Binary.Kind.DIVIDE, 0.3, true),
                            new RectifierGradient(0),
                            new RectifierGradient(0.2)),
                    dtype,
                    dtype));
            cases.add(Case.of(List.of(new Dropout(0.3)), dtype, DType.INT32));
        }
        cases.add(Case.of(whole, DType.INT32, DType.INT32));
        cases.add(Case.of(whole, DType.INT64, DType.INT64));
        cases.add(Case.of(whole, DType.UINT8, DType.UINT8));
        cases.add(Case.of(predicates, DType.FLOAT32, DType.FLOAT32));
        cases.add(Case.of(predicates, DType.INT64, DType.INT64));
        cases.add(Case.of(logic.stream().filter(op -> op instanceof Binary).toList(), DType.BOOL, DType.BOOL));
        cases.add(Case.of(List.of(new Unary(Unary.Kind.NOT)), DType.BOOL));
        cases.add(Case.of(List.of(new Select()), DType.BOOL, DType.INT32, DType.INT32));
        cases.add(Case.of(List.of(new Select()), DType.BOOL, DType.FLOAT64, DType.FLOAT64));
        return cases;
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "gpu"})
    void giveTheBitsOfCompiledKernels(String family) {
        try (Backend stepwise = OnDevice.open(Map.of("family", family, "steps", "1000"));
                Backend compiled = OnDevice.open(Map.of("family", family, "steps", "0"))) {
            Samples samples = new Samples(1);
            for (Case one : cases()) {
                for (int size : SIZES) {
                    List<HostTensor> operands = new ArrayList<>();
                    for (DType dtype : one.operands) {
                        operands.add(samples.random(dtype, size));
                    }
                    List<TensorSpec> specs =
                            operands.stream().map(HostTensor::spec).toList();
                    assertThat(stepwise.prepare(one.chain, specs, one.chain.infer(specs))
                                    .orElseThrow()
                                    .description())
                            .contains("step by step");
                    assertThat(run(stepwise, one.chain, operands))
                            .as("%s of %d", one, size)
                            .isEqualTo(run(compiled, one.chain, operands));
                }
            }
        }
    }

    private static List<HostTensor> run(Backend backend, Op op, List<HostTensor> operands) {
        List<TensorSpec> specs = operands.stream().map(HostTensor::spec).toList();
        try (SingleOp program = new SingleOp(backend, op, specs)) {
            return program.run(operands).stream().map(HostTensor::copy).toList();
        }
    }

    @Test
    void areUsedUpToTheirNumberOfElements() {
        try (Backend backend = OnDevice.open(Map.of("steps", "64"))) {
            assertThat(description(backend, 64)).contains("step by step");
            assertThat(description(backend, 65)).doesNotContain("step by step");
        }
        try (Backend backend = OnDevice.open(Map.of())) {
            assertThat(description(backend, 1 << 14)).contains("step by step");
            assertThat(description(backend, (1 << 14) + 1)).doesNotContain("step by step");
        }
        for (String wrong : List.of("-1", "many")) {
            assertThatThrownBy(() -> OnDevice.open(Map.of("steps", wrong)))
                    .hasMessageContaining("steps is '" + wrong + "'; use a number of elements");
        }
    }

    private static String description(Backend backend, int elements) {
        List<TensorSpec> specs = List.of(TensorSpec.of(DType.FLOAT32, elements));
        return backend.prepare(new Relu(), specs, specs).orElseThrow().description();
    }

    /** Shapes, numbers and steps are arguments: whatever comes, there is one program for each type. */
    @Test
    void needOneProgramForAllOperationsOfAType(@TempDir Path folder) throws IOException {
        try (Backend backend = OnDevice.open(Map.of("cache", folder.toString()))) {
            for (int size = 1; size < 6; size++) {
                HostTensor x = new Samples(size).random(DType.FLOAT32, size, size + 1);
                for (Op op : List.of(
                        new Relu(),
                        new LeakyRelu(0.1 * size),
                        new Unary(Unary.Kind.TANH),
                        new ScalarBinary(Binary.Kind.ADD, size, false))) {
                    run(backend, op, List.of(x));
                }
                run(backend, new Binary(Binary.Kind.MULTIPLY), List.of(x, x));
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }
}
