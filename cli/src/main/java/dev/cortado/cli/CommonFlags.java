package dev.cortado.cli;

import picocli.CommandLine.Option;

/** The flags that every command takes. */
final class CommonFlags {

    static final String VERBOSE = "--verbose";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(names = VERBOSE, description = "Show stack traces of errors.")
    private boolean verbose;
}
