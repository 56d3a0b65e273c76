package dev.cortado.cli;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.data.Dataset;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.core.run.ProgramMemory;
import dev.cortado.core.trace.NetworkSummary;
import dev.cortado.runtime.Cortado;
import dev.cortado.training.TrainingResult;
import java.nio.file.Path;
import java.util.Locale;

/** Says what a training is about to do, what came of it, and what to try next. */
final class TrainReport {

    private final Console console;

    TrainReport(Console console) {
        this.console = console;
    }

    /** Prints what is about to be done; all shape errors of the network show here, before the first step. */
    void plan(Cortado cortado, TrainSetup setup, Path folder, String whyBackend) {
        // A device that refuses does so before anything is printed.
        String device = cortado.session().backend().device().name();
        TrainSettings settings = setup.settings();
        Dataset train = setup.data().train();
        NetworkSummary summary = NetworkSummary.of(
                setup.network(),
                new TensorSpec(DType.FLOAT32, train.imageShape().insert(0, 1)));
        console.line("model     " + settings.model() + ": " + Quantities.count(summary.parameters())
                + " parameters, " + Quantities.count(summary.multiplyAdds()) + " multiply-adds per image "
                + train.imageShape());
        console.line("data      " + settings.data() + ": " + Quantities.count(train.size()) + " images to learn from, "
                + Quantities.count(setup.data().test().size()) + " to test, "
                + train.classNames().size() + " classes"
                + (settings.augment().isBlank() ? "" : "; augmented by " + settings.augment()));
        LooseImages.tell(console, settings.data());
        console.line("backend   " + cortado.backend().name() + ": " + device + " (" + whyBackend + ")");
        console.line("training  " + settings.epochs() + (settings.epochs() == 1 ? " epoch" : " epochs")
                + ", batches of " + settings.batch() + ", "
                + text(settings.optimizer()) + ", learning rate " + settings.learningRate() + " "
                + text(settings.schedule()) + ", seed " + settings.seed());
        console.line("run       " + folder);
    }

    /** Prints what memory a step takes. */
    void memory(ProgramMemory memory) {
        console.line("memory    a step takes " + Quantities.bytes(memory.peak()) + " at its peak: "
                + Quantities.bytes(memory.intermediate()) + " for intermediate results, "
                + Quantities.bytes(memory.state()) + " for weights and the optimizer's state, "
                + Quantities.bytes(memory.inputs()) + " for inputs");
        console.line();
    }

    /** Prints how good the network is, and where everything is. */
    void finished(TrainingResult result, TrainSetup setup, Path folder) {
        Path model = result.model().orElse(folder);
        Path sample = folder.resolve("sample.png");
        Pictures.export(setup.data().test(), 0, sample);
        TrainSettings settings = setup.settings();
        console.line();
        if (result.stopReason() == TrainingResult.StopReason.EARLY) {
            console.line("stopped early; the best epoch was " + result.bestEpoch());
        }
        console.line(String.format(Locale.ROOT, "test accuracy: %.4f", result.finalAccuracy()));
        console.line("model: " + model);
        console.line("run:   " + folder + " (config.json, metrics.jsonl, checkpoints)");
        result.initialChecksum().ifPresent(checksum -> console.line("initial weights: sha256 " + checksum));
        console.line("weights: sha256 " + result.weightsChecksum());
        console.line();
        console.line("try next:");
        console.line("  " + Commands.line("eval", model, "--data", settings.data()));
        console.line("  " + Commands.line("predict", model, sample));
        console.line("  " + Commands.line("summary", model));
        console.line("  " + Commands.line("train", "--resume", folder, "--epochs", settings.epochs() * 2));
    }

    /** Prints how to go on with a run that was stopped. */
    void stopped(Path folder, Integer epochs) {
        console.line();
        console.line("stopped; a checkpoint was written. Go on with:");
        console.line("  "
                + (epochs == null
                        ? Commands.line("train", "--resume", folder)
                        : Commands.line("train", "--resume", folder, "--epochs", epochs)));
    }

    private static String text(ComponentSpec spec) {
        if (spec.options().isEmpty()) {
            return spec.type();
        }
        StringBuilder text = new StringBuilder(spec.type()).append(" (");
        spec.options()
                .forEach((name, value) -> text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ")
                        .append(name)
                        .append(' ')
                        .append(value));
        return text.append(')').toString();
    }
}
