package dev.cortado.cli;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Layer;
import dev.cortado.core.Session;
import dev.cortado.core.decorate.TimingBackend;
import dev.cortado.interop.Json;
import dev.cortado.runtime.Cortado;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast a network trains or infers on one batch in memory, as a whole and by layers. */
@Command(
        name = "bench",
        header = "Measures how fast a network trains or infers on this machine.",
        description = {
            "",
            "Of peak: of the most floating-point operations that a backend's threads reach, measured in the same run. "
                    + "Operations are those of direct algorithms; one with fewer, such as Winograd's, may pass 100%%. Layers "
                    + "are timed in a second pass, kernel by kernel."
        },
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

    @Option(
            names = "--no-layers",
            description = "Leave out how the time is spread over the layers, which takes half as long again.")
    private boolean wholeAlone;

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
            BenchStep step = step(cortado.session(), cortado, network, spec);
            Stopwatch times = Stopwatch.of(step::run, seconds);
            OptionalDouble peak = cortado.session().backend().measurePeak();
            BenchText text =
                    new BenchText(batch, times, step.program().plan().cost().flops(), peak);
            LayerTimes layers = wholeAlone ? null : layers(cortado, network, spec);
            if (json) {
                console.line(Json.writePretty(tree(cortado, text, layers)).stripTrailing());
            } else {
                print(cortado, spec, text, layers);
            }
        }
        return 0;
    }

    private BenchStep step(Session session, Cortado cortado, Layer network, TensorSpec spec) {
        return mode == Mode.TRAIN
                ? BenchStep.training(session, cortado.registry(), network, spec, classes)
                : BenchStep.inference(session, network, spec);
    }

    /** Measures in a session of its own, whose kernels are timed one by one. */
    private LayerTimes layers(Cortado cortado, Layer network, TensorSpec spec) {
        TimingBackend watch = new TimingBackend(cortado.session().backend());
        // Closed with the session that owns the backend.
        Session timed = Session.builder(watch).build();
        return LayerTimes.measure(watch, step(timed, cortado, network, spec), seconds);
    }

    private void print(Cortado cortado, TensorSpec spec, BenchText text, LayerTimes layers) {
        console.line((mode == Mode.TRAIN ? "training " : "inference with ") + model + " for " + spec + " on "
                + cortado.backend().name() + ": "
                + cortado.session().backend().device().name());
        console.line(text.summary());
        if (layers != null) {
            console.line();
            console.table(text.table(layers));
        }
    }

    private Map<String, Object> tree(Cortado cortado, BenchText text, LayerTimes layers) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("model", model);
        tree.put("mode", mode.name().toLowerCase(Locale.ROOT));
        tree.put("batch", batch);
        tree.put("backend", cortado.backend().name());
        tree.put("device", cortado.session().backend().device().name());
        tree.put("java", System.getProperty("java.version"));
        text.writeTo(tree);
        if (layers != null) {
            tree.put("layers", text.tree(layers));
        }
        return tree;
    }
}
