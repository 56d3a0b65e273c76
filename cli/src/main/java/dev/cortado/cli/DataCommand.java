package dev.cortado.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the commands about data sets. */
@Command(
        name = "data",
        header = "Lists, downloads and shows data sets.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./cortado data list",
            "  ./cortado data get fashion-mnist",
            "  ./cortado data show digits",
            "  ./cortado data show photos/ --out sheet.png"
        })
final class DataCommand implements Runnable {

    @Mixin
    private CommonFlags common;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
