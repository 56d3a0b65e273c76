package dev.cortado.cli;

import dev.cortado.api.CortadoException;
import dev.cortado.api.NearestNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one message and an exit code: 2 for a mistake of the user, 1 for ours. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

    static final int OURS = 1;
    static final int USERS = 2;

    private final Console console;
    private final Collection<String> commands;

    Failures(Console console, Collection<String> commands) {
        this.console = console;
        this.commands = commands;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        boolean atRoot = command.getParent() == null;
        String message = e.getMessage();
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            message = unknown(command, unmatched.getUnmatched().get(0), atRoot);
        } else if (e.getArgSpec() instanceof OptionSpec option && e.getValue() != null) {
            message = wrongValue(option, e.getValue()).orElse(message);
        }
        console.warn("error: " + message);
        console.warn("see: " + help(command));
        return USERS;
    }

    /** What does not fit a flag, in words that need no Java. */
    private static Optional<String> wrongValue(OptionSpec option, String value) {
        Class<?> type = option.type();
        String start = option.longestName() + ": '" + value + "' is ";
        if (type.isEnum()) {
            List<String> names = new ArrayList<>();
            for (Object constant : type.getEnumConstants()) {
                names.add(constant.toString().toLowerCase(Locale.ROOT));
            }
            return Optional.of(start + "not among the choices; " + NearestNames.hint(value, names));
        }
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return Optional.of(start + (value.matches("[+-]?[0-9]+") ? "too large" : "not a whole number"));
        }
        return type == Double.class || type == double.class ? Optional.of(start + "not a number") : Optional.empty();
    }

    private String unknown(CommandLine command, String argument, boolean atRoot) {
        if (argument.startsWith("-") && argument.length() > 1) {
            String flag = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
            return "unknown flag '" + flag + "'" + (atRoot ? "" : " of '" + command.getCommandName() + "'")
                    + near(flag, flags(command));
        }
        if (atRoot) {
            return "there is no command '" + argument + "'; " + NearestNames.hint(argument, commands);
        }
        if (!command.getSubcommands().isEmpty()) {
            return "there is no command '" + command.getCommandName() + " " + argument + "'; "
                    + NearestNames.hint(argument, command.getSubcommands().keySet());
        }
        return "'" + command.getCommandName() + "' does not take the argument '" + argument + "'";
    }

    /** The nearest flags alone: the whole list is long, and stands in the help. */
    private static String near(String wrong, List<String> known) {
        String hint = NearestNames.hint(wrong, known);
        int end = hint.indexOf(" known: ");
        return end < 0 ? "" : "; " + hint.substring(0, end);
    }

    private static List<String> flags(CommandLine command) {
        List<String> flags = new ArrayList<>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            flags.add(option.longestName());
        }
        return flags;
    }

    private static String help(CommandLine command) {
        String name = command.getCommandName();
        for (CommandLine parent = command.getParent(); parent != null; parent = parent.getParent()) {
            name = parent.getCommandName() + " " + name;
        }
        return name + " --help";
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        return report(console, e, verbose(parsed));
    }

    /** Reports anything that was thrown, and returns the exit code. */
    static int report(Console console, Throwable thrown, boolean verbose) {
        boolean expected = thrown instanceof CortadoException || thrown instanceof OutOfMemoryError;
        console.warn("error: " + message(thrown));
        if (verbose) {
            thrown.printStackTrace(console.err());
        } else if (!expected) {
            console.warn("This is a defect of Cortado or of a plug-in. Run the command again with "
                    + CommonFlags.VERBOSE + " to see where it comes from.");
        }
        return thrown instanceof CortadoException known && known.category() == CortadoException.Category.USER
                ? USERS
                : OURS;
    }

    private static String message(Throwable thrown) {
        if (thrown instanceof CortadoException) {
            return thrown.getMessage();
        }
        if (thrown instanceof OutOfMemoryError) {
            return "out of memory (" + thrown.getMessage() + "); the heap may grow to "
                    + Quantities.bytes(Runtime.getRuntime().maxMemory())
                    + "; use smaller batches or images, or allow more: CORTADO_JAVA_OPTS=-Xmx8g";
        }
        return "unexpected " + thrown;
    }

    private static boolean verbose(ParseResult parsed) {
        for (ParseResult result = parsed;
                result != null;
                result = result.hasSubcommand() ? result.subcommand() : null) {
            if (result.hasMatchedOption(CommonFlags.VERBOSE)) {
                return true;
            }
        }
        return false;
    }
}
