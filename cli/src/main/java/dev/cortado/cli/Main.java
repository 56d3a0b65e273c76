package dev.cortado.cli;

/** Starts the command {@code cortado}. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the process with its exit code: 0, 1 (our fault), 2 (the user's) or 130 (Ctrl-C). */
    public static void main(String[] args) {
        System.exit(Program.run(Console.ofThisProcess(), args));
    }
}
