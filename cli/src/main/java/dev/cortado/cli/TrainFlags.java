package dev.cortado.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The flags of {@code train}; null where the user did not say. */
final class TrainFlags {

    @Option(
            names = "--model",
            paramLabel = "NAME|FILE",
            description =
                    "lenet, mlp, linear, vgg-small, resnet-8, resnet-18, mobilenet-v2, or a YAML or JSON file that lists layers. Default: lenet.")
    String model;

    @Option(
            names = "--data",
            paramLabel = "NAME|DIR",
            description = "digits (built in), mnist, fashion-mnist, cifar10, or a folder. Default: digits.")
    String data;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Times through the data. Default: depends on the model.")
    Integer epochs;

    @Option(names = "--batch", paramLabel = "N", description = "Images per step. Default: 64.")
    Integer batch;

    @Option(names = "--lr", paramLabel = "RATE", description = "Learning rate. Default: depends on the model.")
    Double learningRate;

    @Option(
            names = "--optimizer",
            paramLabel = "SPEC",
            description = "sgd, adam or adamw, with options as in sgd:momentum=0.9,nesterov=true.")
    String optimizer;

    @Option(
            names = "--schedule",
            paramLabel = "SPEC",
            description = "constant, step or cosine, with options as in cosine:warmup_epochs=1.")
    String schedule;

    @Option(names = "--weight-decay", paramLabel = "W", description = "Weight decay of the optimizer.")
    Double weightDecay;

    @Option(
            names = "--augment",
            paramLabel = "LIST",
            description = "Random changes to training images: flip, crop:PADDING, rotate:DEGREES. Default: none.")
    String augment;

    @Option(names = "--seed", paramLabel = "S", description = "Where all random numbers come from. Default: 42.")
    Long seed;

    @Option(names = "--train-size", paramLabel = "N", description = "Take N of the training images. Default: all.")
    Integer trainSize;

    @Option(names = "--test-size", paramLabel = "N", description = "Take N of the test images. Default: all.")
    Integer testSize;

    @Option(
            names = "--image-size",
            paramLabel = "HxW",
            description = "What photographs are made into: 64, 48x64 or 1x48x64 (gray). Default: what the model file "
                    + "says, otherwise 64x64 in colour.")
    String imageSize;

    @Option(
            names = "--log-every",
            paramLabel = "N",
            description = "Write every Nth step to metrics.jsonl; 0 for none. Default: 50.")
    Integer logEvery;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the run. Default: runs/TIME-MODEL.")
    Path out;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Continue the run in this folder exactly where it stopped. Of the other flags only --epochs "
                    + "and those that choose the backend may be given.")
    Path resume;
}
