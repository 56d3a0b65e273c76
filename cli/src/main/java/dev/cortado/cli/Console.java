package dev.cortado.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Where a command writes, and what that place can show. */
final class Console {

    private static final int USUAL_WIDTH = 80;
    private static final int LEAST_WIDTH = 40;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final boolean color;
    private final boolean unicode;
    private final IntSupplier columns;

    /**
     * Creates a console.
     *
     * @param columns the width of the terminal, if it is one
     */
    Console(PrintStream out, PrintStream err, boolean terminal, boolean color, boolean unicode, IntSupplier columns) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.color = color;
        this.unicode = unicode;
        this.columns = columns;
    }

    /** Returns the standard streams; without colour if they are no terminal, or if {@code NO_COLOR} is set. */
    static Console ofThisProcess() {
        boolean terminal = isTerminal();
        String noColor = System.getenv("NO_COLOR");
        boolean color = terminal && (noColor == null || noColor.isEmpty());
        return new Console(System.out, System.err, terminal, color, isUtf8(), Console::terminalWidth);
    }

    /** Returns a console that is no terminal, such as a file. */
    static Console plain(PrintStream out, PrintStream err) {
        return new Console(out, err, false, false, true, () -> USUAL_WIDTH);
    }

    /** Prints a line of the result. */
    void line(String text) {
        out.println(text);
    }

    /** Prints an empty line. */
    void line() {
        out.println();
    }

    /** Prints a remark that is not part of the result. */
    void warn(String text) {
        err.println(text);
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    /** Tells whether a person looks at it. */
    boolean terminal() {
        return terminal;
    }

    /** Tells whether colours are welcome. */
    boolean color() {
        return color;
    }

    /** Tells whether it shows more than ASCII. */
    boolean unicode() {
        return unicode;
    }

    /** Returns the number of columns now; a terminal may be resized. */
    int width() {
        return terminal ? Math.max(LEAST_WIDTH, columns.getAsInt()) : USUAL_WIDTH;
    }

    /** Prints a table, wrapped to the width of a terminal. */
    void table(TextTable table) {
        table.lines(terminal ? width() : Integer.MAX_VALUE).forEach(this::line);
    }

    private static int terminalWidth() {
        String columns = System.getenv("COLUMNS");
        if (columns != null && columns.matches("[1-9][0-9]{0,4}")) {
            return Integer.parseInt(columns);
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return USUAL_WIDTH;
            }
            String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ");
            return size.length == 2 && size[1].matches("[1-9][0-9]{0,4}") ? Integer.parseInt(size[1]) : USUAL_WIDTH;
        } catch (IOException noSuchProgram) {
            return USUAL_WIDTH;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return USUAL_WIDTH;
        }
    }

    private static boolean isUtf8() {
        String encoding =
                System.getProperty("stdout.encoding", Charset.defaultCharset().name());
        return encoding.equalsIgnoreCase(StandardCharsets.UTF_8.name());
    }

    private static boolean isTerminal() {
        java.io.Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // Since Java 22 there may be a console that is no terminal, and a method that tells.
            return (Boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJava) {
            return true;
        }
    }
}
