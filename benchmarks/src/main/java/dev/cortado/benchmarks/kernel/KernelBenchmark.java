package dev.cortado.benchmarks.kernel;

import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.core.run.Program;
import dev.cortado.core.trace.GraphBuilder;
import dev.cortado.runtime.Cortado;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One operation as a program of its own on the CPU backend.
 *
 * <p>All operands are inputs, so weights are packed or transformed in each run, as in training. Operands and results have
 * the canonical layout: what a kernel spends on another one counts.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class KernelBenchmark {

    /** Name of a case; {@link KernelTable} passes them all. */
    @Param("gemm 512x512x512")
    public String kernel;

    /** Threads of the backend; JMH itself runs one. */
    @Param("2")
    public int threads;

    private Cortado cortado;
    private Program program;

    /** Compiles the program. */
    @Setup
    public void compile() {
        KernelCase subject = KernelCases.all().get(kernel);
        cortado = Cortado.builder().backend("cpu").threads(threads).build();
        GraphBuilder graph = new GraphBuilder();
        List<Tensor> operands = new ArrayList<>();
        for (TensorSpec spec : subject.inputs()) {
            operands.add(graph.input("operand" + operands.size(), spec));
        }
        List<Tensor> results = graph.apply(subject.op(), operands);
        for (int i = 0; i < results.size(); i++) {
            graph.output("result" + i, results.get(i));
        }
        program = cortado.session().compile(graph.build());
        for (int i = 0; i < operands.size(); i++) {
            program.input("operand" + i).set(numbers(operands.get(i).spec()));
        }
    }

    /** Returns numbers above 0 and up to 1, which suit every operation. */
    private static HostTensor numbers(TensorSpec spec) {
        HostTensor tensor = HostTensor.zeros(spec);
        for (int i = 0; i < spec.elements(); i++) {
            tensor.floats()[i] = (i % 101 * 37 % 101 + 1) / 101f;
        }
        return tensor;
    }

    /** Runs it once. */
    @Benchmark
    public boolean run() {
        return program.run();
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        program.close();
        cortado.close();
    }
}
