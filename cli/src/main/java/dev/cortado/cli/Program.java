package dev.cortado.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Puts the commands together and runs one of them. */
final class Program {

    private Program() {}

    /** Runs one command and returns the exit code of the process. */
    static int run(Console console, String... args) {
        CommandLine line = commandLine(console, args);
        int code;
        try {
            code = line.execute(args);
        } catch (Error e) {
            // picocli hands only exceptions to the handlers; the native part of a plug-in may throw any error
            code = Failures.report(console, e, List.of(args).contains(CommonFlags.VERBOSE));
        }
        // a script that gets an empty file must not be told that all went well
        if (console.out().checkError() && code == 0) {
            console.err().println("error: the output could not be written; free some space, or write it elsewhere");
            code = 1;
        }
        console.err().flush();
        return code;
    }

    private static CommandLine commandLine(Console console, String[] args) {
        CommandLine line = new CommandLine(new RootCommand());
        line.setCommandName(Commands.NAME);
        Map<String, Supplier<Object>> commands = commands(console);
        String wanted = firstWord(args);
        // Reading the annotations of a command takes milliseconds: only those that are needed are read.
        boolean one = wanted != null && commands.containsKey(wanted);
        commands.forEach((name, command) -> {
            if (!one || name.equals(wanted)) {
                line.addSubcommand(name, command.get());
            }
        });
        if (wanted != null && wanted.equals("data")) {
            CommandLine data = line.getSubcommands().get("data");
            data.addSubcommand("list", new DataListCommand(console));
            data.addSubcommand("get", new DataGetCommand(console));
            data.addSubcommand("show", new DataShowCommand(console));
        }
        List<String> known = new ArrayList<>(commands.keySet());
        known.remove(StepTimesCommand.NAME);
        Failures failures = new Failures(console, known);
        line.setParameterExceptionHandler(failures);
        line.setExecutionExceptionHandler(failures);
        line.setOut(new java.io.PrintWriter(console.out(), true));
        line.setErr(new java.io.PrintWriter(console.err(), true));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(console.color() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpWidth(Math.min(120, console.width()));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    private static Map<String, Supplier<Object>> commands(Console console) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("train", () -> new TrainCommand(console));
        commands.put("eval", () -> new EvalCommand(console));
        commands.put("predict", () -> new PredictCommand(console));
        commands.put("summary", () -> new SummaryCommand(console));
        commands.put("plan", () -> new PlanCommand(console));
        commands.put("compare", () -> new CompareCommand(console));
        commands.put("bench", () -> new BenchCommand(console));
        commands.put("doctor", () -> new DoctorCommand(console));
        commands.put(StepTimesCommand.NAME, () -> new StepTimesCommand(console));
        commands.put("backends", () -> new BackendsCommand(console));
        commands.put("conformance", () -> new ConformanceCommand(console));
        commands.put("layers", () -> new LayersCommand(console));
        commands.put("data", () -> new DataCommand());
        return commands;
    }

    private static String firstWord(String[] args) {
        for (String arg : args) {
            if (!arg.startsWith("-")) {
                return arg;
            }
        }
        return null;
    }
}
