package dev.cortado.cli;

import dev.cortado.api.CortadoException;
import dev.cortado.api.data.DataSplits;
import dev.cortado.api.data.Dataset;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.runtime.Cortado;
import dev.cortado.training.Trainer;
import dev.cortado.training.TrainingCallback;
import dev.cortado.training.TrainingPlan;
import dev.cortado.training.TrainingResult;
import dev.cortado.training.model.Preprocessing;
import dev.cortado.training.report.ProgressLines;
import dev.cortado.training.run.RunDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** Trains a network. */
@Command(
        name = "train",
        header = "Trains a network; without flags LeNet on the built-in digits.",
        description = {
            "",
            "Ctrl-C finishes the step, writes a checkpoint and says how to go on. The same seed gives the same weights, "
                    + "whatever the number of threads and however often the run was stopped and resumed."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./cortado train",
            "  ./cortado train --data fashion-mnist --epochs 5",
            "  ./cortado train --model vgg-small --data fashion-mnist --augment flip,crop:4",
            "  ./cortado train --model my-model.yaml --data photos/ --image-size 64",
            "  ./cortado train --optimizer sgd:momentum=0.9 --lr 0.05",
            "  ./cortado train --epochs 9 --schedule step:epochs=3",
            "  ./cortado train --resume runs/MODEL"
        })
final class TrainCommand implements Callable<Integer> {

    /** What a shell reports of a process that Ctrl-C ended. */
    private static final int INTERRUPTED = 130;

    private static final int LOG_EVERY = 50;

    private static final int SAMPLES_TO_MEASURE = 2_000;
    private static final List<String> WITH_RESUME = List.of(
            "--resume",
            "--log-every",
            "--epochs",
            "--backend",
            "--threads",
            "--device",
            "--backend-option",
            "--strict",
            CommonFlags.VERBOSE);

    private final Console console;

    @Mixin
    private CommonFlags common;

    @Mixin
    private TrainFlags flags;

    @Mixin
    private BackendFlags backend;

    @Spec
    private CommandSpec spec;

    TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        FlagValues.atLeastOne("--epochs", flags.epochs);
        FlagValues.atLeastOne("--batch", flags.batch);
        FlagValues.aboveZero("--lr", flags.learningRate);
        FlagValues.notNegative("--log-every", flags.logEvery);
        return flags.resume == null ? start() : resume();
    }

    private int start() {
        try (Cortado cortado = backend.open(console, TrainSetup.seed(flags))) {
            TrainSetup setup = TrainSetup.of(flags, cortado);
            Path folder = flags.out == null ? RunNames.next(setup.settings().model()) : flags.out;
            return train(cortado, setup, folder, cortado.backend().reason());
        }
    }

    private int resume() {
        for (OptionSpec given : spec.commandLine().getParseResult().matchedOptions()) {
            if (!WITH_RESUME.contains(given.longestName())) {
                throw CortadoException.user(
                        "flag-conflict",
                        given.longestName(),
                        "cannot be given with --resume: the run goes on as it was started",
                        "leave it out, or start a new run");
            }
        }
        RunDirectory run = RunDirectory.open(flags.resume);
        TrainSettings settings = TrainSettings.fromMap(run.configuration(), flags.resume.toString());
        if (flags.epochs != null) {
            settings = settings.withEpochs(flags.epochs);
        }
        try (Cortado cortado = backend.open(console, settings.backend(), settings.seed())) {
            String why = backend.named() ? cortado.backend().reason() : "as the run was started";
            return train(cortado, TrainSetup.of(settings, cortado), flags.resume, why);
        }
    }

    private int train(Cortado cortado, TrainSetup setup, Path folder, String whyBackend) {
        TrainSettings settings = setup.settings();
        DataSplits data = setup.data();
        TrainReport report = new TrainReport(console);
        report.plan(cortado, setup, folder, whyBackend);
        TrainingCallback follower =
                console.terminal() ? new TrainingDisplay(console) : new ProgressLines(console::line);
        Trainer trainer = cortado.trainer()
                .network(setup.network())
                .loss(cortado.registry().losses().create(ComponentSpec.of(TrainSettings.LOSS)))
                .optimizer(cortado.registry().optimizers().create(settings.optimizer(), "--optimizer"))
                .schedule(cortado.registry().schedules().create(settings.schedule(), "--schedule"))
                .learningRate(settings.learningRate())
                .epochs(settings.epochs())
                .batchSize(settings.batch())
                .seed(settings.seed())
                .augment(AugmentText.parse(settings.augment()))
                .preprocessing(measure(data.train()))
                .runDirectory(folder)
                .configuration(settings.toMap())
                .callback(new TrainingCallback() {

                    @Override
                    public void onStart(TrainingPlan plan) {
                        report.memory(plan.memory());
                    }
                })
                .callback(follower)
                .logEvery(flags.logEvery == null ? LOG_EVERY : flags.logEvery)
                .build();
        Interrupt interrupt = Interrupt.calling(() -> {
            console.warn(System.lineSeparator() + "stopping after this step");
            trainer.requestStop();
        });
        try {
            TrainingResult result = flags.resume == null ? trainer.fit(data) : trainer.resume(data);
            if (result.stopped()) {
                report.stopped(folder, flags.epochs);
                return INTERRUPTED;
            }
            report.finished(result, setup, folder);
            return 0;
        } finally {
            if (follower instanceof TrainingDisplay display) {
                display.close();
            }
            console.out().flush();
            interrupt.close();
        }
    }

    private static Preprocessing measure(Dataset train) {
        if (train.size() == 0) {
            throw CortadoException.user("no-images", train.name(), "holds no image", "choose other data");
        }
        int samples = Math.min(train.size(), SAMPLES_TO_MEASURE);
        return Preprocessing.measure(new SomeSamples(train, samples), samples);
    }
}
