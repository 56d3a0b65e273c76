package dev.cortado.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code cortado} does without a command: shows how to use it. */
@Command(
        name = "cortado",
        header = "Trains, evaluates and uses convolutional networks.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = VersionText.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./cortado train                                LeNet on the built-in digits",
            "  ./cortado train --data fashion-mnist --epochs 5",
            "  ./cortado eval runs/MODEL/model.safetensors --data digits",
            "  ./cortado predict runs/MODEL/model.safetensors photo.png",
            "  ./cortado doctor                               what can compute here, and why",
            "  ./cortado COMMAND --help                       more on one command"
        })
final class RootCommand implements Runnable {

    @Mixin
    private CommonFlags common;

    @Option(names = "--version", versionHelp = true, description = "Show the version of Cortado and of Java.")
    private boolean version;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
