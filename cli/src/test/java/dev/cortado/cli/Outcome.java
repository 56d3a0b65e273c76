package dev.cortado.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a command did: its exit code, and what it printed. */
record Outcome(int code, String out, String err) {

    /** Runs a command in this JVM, as if its output were a file. */
    static Outcome of(Object... args) {
        String[] texts = new String[args.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = args[i].toString();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = Console.plain(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        int code = Program.run(console, texts);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Returns the lines of the result. */
    List<String> lines() {
        return out.lines().toList();
    }

    /** Returns the first line of the result that starts so. */
    String line(String start) {
        return out.lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line starts with '" + start + "' in\n" + out + err));
    }
}
