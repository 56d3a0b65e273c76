package dev.cortado.benchmarks.kernel;

import dev.cortado.api.backend.Backend;
import dev.cortado.runtime.Cortado;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link KernelBenchmark} by JMH, each case in a JVM of its own, and prints each as a fraction of a limit that is
 * measured right before and after it.
 *
 * <p>Arguments: how long an iteration takes in milliseconds, the threads, and words of which a case's name must contain
 * one, all optional: {@code 500 2 gemm 3x3}. The limit of products is the peak of the backend's threads; operations are
 * those of direct algorithms, so Winograd's may exceed it. The limit of the others is what copying as many bytes reaches.
 */
public final class KernelTable {

    private static final int WARM_UP = 3;
    private static final int ITERATIONS = 5;

    private final TimeValue iteration;
    private final int threads;
    private final Backend backend;

    private KernelTable(TimeValue iteration, int threads, Backend backend) {
        this.iteration = iteration;
        this.threads = threads;
        this.backend = backend;
    }

    /** Prints the table. */
    public static void main(String[] args) throws RunnerException {
        TimeValue iteration = TimeValue.milliseconds(args.length > 0 ? Integer.parseInt(args[0]) : 500);
        int threads = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        List<String> words = args.length > 2 ? List.of(args).subList(2, args.length) : List.of("");
        List<KernelCase> chosen = new ArrayList<>(KernelCases.all().values());
        chosen.removeIf(each -> words.stream().noneMatch(each.name()::contains));
        if (chosen.isEmpty()) {
            System.err.println("no kernel's name contains one of " + words + "; there are "
                    + String.join("; ", KernelCases.all().keySet()));
            System.exit(2);
        }
        try (Cortado cortado = Cortado.builder().backend("cpu").threads(threads).build()) {
            Backend backend = cortado.session().backend();
            System.out.println(
                    "Java " + Runtime.version() + "; " + backend.device().name());
            System.out.println("| kernel | us (least to most) | reached | limit, measured around it | of the limit |");
            System.out.println("|---|---|---|---|---|");
            KernelTable table = new KernelTable(iteration, threads, backend);
            for (KernelCase each : chosen) {
                table.print(each);
            }
        }
    }

    private void print(KernelCase subject) throws RunnerException {
        double before = limit(subject);
        RunResult result = measure(subject);
        double limit = Math.max(before, limit(subject));
        double median = result.getPrimaryResult().getStatistics().getPercentile(50);
        boolean arithmetic = subject.limit() == KernelCase.Limit.ARITHMETIC;
        double reached = (arithmetic ? subject.cost().flops() : subject.cost().bytes()) / median * 1e6;
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f (%.1f to %.1f) | %.1f %s | %.1f | %.0f%% |%n",
                subject.name(),
                median,
                result.getPrimaryResult().getStatistics().getMin(),
                result.getPrimaryResult().getStatistics().getMax(),
                reached / 1e9,
                arithmetic ? "GFLOP/s" : "GB/s",
                limit / 1e9,
                100 * reached / limit);
    }

    private double limit(KernelCase subject) {
        return subject.limit() == KernelCase.Limit.ARITHMETIC
                ? backend.measurePeak().orElse(Double.NaN)
                : CopyBandwidth.measure(threads, subject.cost().bytes());
    }

    private RunResult measure(KernelCase subject) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(KernelBenchmark.class.getSimpleName())
                        .param("kernel", subject.name())
                        .param("threads", String.valueOf(threads))
                        .forks(1)
                        .warmupIterations(WARM_UP)
                        .warmupTime(iteration)
                        .measurementIterations(ITERATIONS)
                        .measurementTime(iteration)
                        .jvmArgs("--add-modules", "jdk.incubator.vector", "-XX:+UseParallelGC")
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle();
    }
}
