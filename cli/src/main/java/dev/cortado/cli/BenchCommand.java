package dev.cortado.cli;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.core.Session;
import dev.cortado.core.run.Program;
import dev.cortado.interop.Json;
import dev.cortado.runtime.Cortado;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast a network trains or infers on one batch in memory. */
@Command(
        name = "bench",
        header = "Measures how fast a network trains or infers on this machine.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./cortado bench",
            "  ./cortado bench --model vgg-small --mode infer --batch 1",
            "  ./cortado bench --model resnet-18 --batch 32 --threads 2 --json"
        })
final class BenchCommand implements Callable<Integer> {

    /** What is measured. */
    enum Mode {
        /** Whole training steps: forward, loss, backward, update by SGD with momentum. */
        TRAIN,
        /** Forward passes, from an image in memory to the scores in memory. */
        INFER
    }

    private static final double LEARNING_RATE = 0.001;

    private final Console console;

    @Mixin
    private CommonFlags common;

    @Mixin
    private BackendFlags backend;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "A built-in model or a model file. Default: lenet, the others on 3x32x32.")
    private String model = "lenet";

    @Option(names = "--mode", paramLabel = "train|infer", description = "What to measure. Default: train.")
    private Mode mode = Mode.TRAIN;

    @Option(names = "--batch", paramLabel = "N", description = "Images at a time. Default: 64.")
    private int batch = 64;

    @Option(names = "--input", paramLabel = "CxHxW", description = "Shape of one image.")
    private String input;

    @Option(names = "--classes", paramLabel = "N", description = "Classes of a built-in model. Default: 10.")
    private int classes = 10;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long to measure, after as long a warm-up. Default: 5.")
    private double seconds = 5;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        FlagValues.atLeastOne("--classes", classes);
        FlagValues.atLeastOne("--batch", batch);
        FlagValues.aboveZero("--seconds", seconds);
        try (Cortado cortado = backend.open(console, 0)) {
            ModelSource models = new ModelSource(cortado.registry());
            Shape usual = model.equals("lenet") ? InputShape.USUAL : Shape.of(3, 32, 32);
            Shape asked = models.input(model);
            Shape image = InputShape.of(input, asked == null ? usual : asked);
            Layer network = models.network(model, image, classes);
            TensorSpec spec = new TensorSpec(DType.FLOAT32, image.insert(0, batch));
            Session session = cortado.session();
            Program program = mode == Mode.TRAIN ? training(cortado, network, spec) : session.inference(network, spec);
            HostTensor images = images(spec);
            Stopwatch times = Stopwatch.of(() -> run(session, program, images), seconds);
            if (json) {
                console.line(Json.writePretty(tree(cortado, program, times)).stripTrailing());
            } else {
                print(cortado, program, spec, times);
            }
        }
        return 0;
    }

    private Program training(Cortado cortado, Layer network, TensorSpec spec) {
        Program program = cortado.session()
                .training(
                        network,
                        cortado.registry().losses().create(ComponentSpec.of(TrainSettings.LOSS)),
                        cortado.registry()
                                .optimizers()
                                .create(ComponentSpec.of("sgd").with("momentum", 0.9)),
                        spec);
        HostTensor labels = HostTensor.zeros(new TensorSpec(DType.INT32, Shape.of(batch)));
        for (int i = 0; i < batch; i++) {
            labels.ints()[i] = i % classes;
        }
        program.input("target").set(labels);
        program.input("learning_rate").set(LEARNING_RATE);
        program.input("step").set(1.0);
        program.input("key").set(1L);
        return program;
    }

    private static HostTensor images(TensorSpec spec) {
        HostTensor images = HostTensor.zeros(spec);
        for (int i = 0; i < spec.elements(); i++) {
            images.floats()[i] = i * 37 % 101 / 101f;
        }
        return images;
    }

    private void run(Session session, Program program, HostTensor images) {
        program.input("input").set(images);
        program.run();
        // a backend that queues its work is done only when something was fetched
        program.output(mode == Mode.TRAIN ? "loss" : "output").value();
        session.backend().synchronize();
    }

    private double gflops(Program program, Stopwatch times) {
        return program.plan().cost().flops() / times.percentile(50) / 1e9;
    }

    private void print(Cortado cortado, Program program, TensorSpec spec, Stopwatch times) {
        console.line((mode == Mode.TRAIN ? "training " : "inference with ") + model + " for " + spec + " on "
                + cortado.backend().name() + ": "
                + cortado.session().backend().device().name());
        console.line(String.format(
                Locale.ROOT,
                "%,.0f images/s; p50 %.3f ms, p99 %.3f ms of %,d runs; %.1f GFLOP/s by direct operations",
                batch / times.percentile(50),
                times.percentile(50) * 1e3,
                times.percentile(99) * 1e3,
                times.runs(),
                gflops(program, times)));
    }

    private Map<String, Object> tree(Cortado cortado, Program program, Stopwatch times) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("model", model);
        tree.put("mode", mode.name().toLowerCase(Locale.ROOT));
        tree.put("batch", batch);
        tree.put("backend", cortado.backend().name());
        tree.put("device", cortado.session().backend().device().name());
        tree.put("java", System.getProperty("java.version"));
        tree.put("images_per_s", batch / times.percentile(50));
        tree.put("p50_ms", times.percentile(50) * 1e3);
        tree.put("p99_ms", times.percentile(99) * 1e3);
        tree.put("runs", times.runs());
        tree.put("gflop_per_s", gflops(program, times));
        return tree;
    }
}
