package dev.cortado.cli;

import picocli.CommandLine.Option;

/** The flags that say which training backends are compared on. */
final class CompareFlags {

    @Option(
            names = "--model",
            paramLabel = "NAME|FILE",
            description = "A built-in model, a model file or a saved model. Default: lenet.")
    String model = "lenet";

    @Option(
            names = "--data",
            paramLabel = "NAME|DIR",
            description = "What the batches are made of. Default: digits, or noise where a model takes other images.")
    String data;

    @Option(names = "--batch", paramLabel = "N", description = "Images per step. Default: 8.")
    int batch = 8;

    @Option(
            names = "--optimizer",
            paramLabel = "SPEC",
            description = "How it learns. Default: sgd; adam magnifies the rounding of gradients near 0.")
    String optimizer = "sgd";

    @Option(names = "--steps", paramLabel = "N", description = "Training steps whose losses are compared. Default: 10.")
    int steps = 10;

    void check() {
        FlagValues.atLeastOne("--batch", batch);
        FlagValues.atLeastOne("--steps", steps);
    }
}
