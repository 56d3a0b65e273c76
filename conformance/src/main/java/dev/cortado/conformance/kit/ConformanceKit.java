package dev.cortado.conformance.kit;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.NearestNames;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.conformance.OpCases;
import dev.cortado.conformance.report.ConformanceReport;
import dev.cortado.conformance.report.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Asks a backend everything that Cortado relies on, and reports what it found.
 *
 * <pre>{@code
 * ConformanceReport report = ConformanceKit.of(provider).tier(Tier.FULL).run();
 * System.out.println(report.certificate());
 * }</pre>
 */
public final class ConformanceKit {

    private final BackendProvider provider;
    private BackendOptions options = BackendOptions.of(2);
    private Tier tier = Tier.SMOKE;
    private long seed = 1;
    private Predicate<String> wanted = op -> true;
    private Answers answers = Answers.once();
    private Predicate<Finding> enough = finding -> false;
    private Duration patience;

    private ConformanceKit(BackendProvider provider) {
        this.provider = provider;
    }

    /** Returns a kit for the backends that a provider makes: the smoke tier, on two threads, with seed 1. */
    public static ConformanceKit of(BackendProvider provider) {
        return new ConformanceKit(provider);
    }

    /** Sets how much is tried. */
    public ConformanceKit tier(Tier value) {
        tier = value;
        return this;
    }

    /** Sets the seed of the operands. */
    public ConformanceKit seed(long value) {
        seed = value;
        return this;
    }

    /** Sets what backends are created with. */
    public ConformanceKit options(BackendOptions value) {
        options = value;
        return this;
    }

    /**
     * Checks one operation alone.
     *
     * @param op its name, such as {@code cortado.convolution}
     * @throws CortadoException if there is no such operation
     */
    public ConformanceKit only(String op) {
        Set<String> known = operations();
        String name = op.contains(".") ? op : "cortado." + op;
        if (!known.contains(name)) {
            throw CortadoException.user(
                    "unknown-operation", null, "there is no operation '" + op + "'", NearestNames.hint(name, known));
        }
        wanted = name::equals;
        return this;
    }

    /** Takes the oracle's answers from those of other runs, and adds its own. */
    public ConformanceKit answers(Answers value) {
        answers = value;
        return this;
    }

    /** Ends the run with the first failure of a kind; the report says so. */
    public ConformanceKit until(Predicate<Finding> value) {
        enough = value;
        return this;
    }

    /** Ends the run when the backend does not answer one question for so long: a minute in smoke, unless this is set. */
    public ConformanceKit patience(Duration value) {
        patience = value;
        return this;
    }

    /** Returns the names of the operations that the kit knows. */
    public static Set<String> operations() {
        Set<String> names = new TreeSet<>();
        OpCases.all().forEach(example -> names.add(example.op().name()));
        return names;
    }

    /**
     * Creates a backend.
     *
     * @throws CortadoException if its provider fails or gives nothing; it names the backend
     */
    public static Backend create(BackendProvider provider, BackendOptions options) {
        try {
            Backend backend = provider.create(options);
            if (backend != null) {
                return backend;
            }
            throw new IllegalStateException("create() returned null");
        } catch (CortadoException known) {
            throw known;
        } catch (Throwable failure) {
            throw CortadoException.backend(
                    provider.name(),
                    "backend-failed",
                    "backend '" + provider.name() + "'",
                    "it cannot be created: " + failure,
                    "let usability() say why it cannot run here, or mend create()",
                    failure);
        }
    }

    /**
     * Runs all checks of the tier. Whatever the backend does, there is a report: what it throws and what does not come back are
     * findings.
     *
     * @throws CortadoException if the backend cannot be created for a reason outside of it, such as a wrong option
     */
    public ConformanceReport run() {
        long start = System.nanoTime();
        Ledger ledger = new Ledger();
        Pulse pulse = new Pulse();
        AtomicReference<Examination> begun = new AtomicReference<>();
        new Watchdog(pulse, ledger, patience == null ? tier.patience() : patience)
                .await(() -> examine(ledger, pulse, begun));
        Optional<Examination> examination = Optional.ofNullable(begun.get());
        return new ConformanceReport(
                provider.name(),
                examination.map(Examination::device).orElse(Examination.UNKNOWN),
                apiVersion(),
                tier,
                seed,
                (System.nanoTime() - start) * 1e-9,
                examination.map(Examination::lacks).orElse(Set.of()),
                ledger.results(),
                ledger.failures(),
                ledger.notes());
    }

    private void examine(Ledger ledger, Pulse pulse, AtomicReference<Examination> begun) {
        try (Examination examination =
                new Examination(provider, options, tier, seed, wanted, answers, enough, ledger, pulse)) {
            begun.set(examination);
            ask(examination);
        } catch (CortadoException e) {
            if (e.category() != CortadoException.Category.BACKEND) {
                throw e;
            }
            ledger.failed(
                    new Finding(Examination.LIFECYCLE, Examination.BACKEND, "create()", e.getMessage()), DType.FLOAT32);
        } catch (Examination.Enough found) {
            ledger.note("what follows the finding that ended the run");
        }
    }

    private static void ask(Examination examination) {
        List<Check> withOracle = new ArrayList<>();
        // the oracle is at work on the first questions while the next ones are still put together
        List.<Function<Examination, Check>>of(
                        OperationsCheck::new, GradientsCheck::new, InvarianceCheck::new, ProgramsCheck::new)
                .forEach(make -> {
                    Check check = make.apply(examination);
                    check.foresee(examination);
                    withOracle.add(check);
                });
        run(examination, new StorageCheck());
        withOracle.forEach(check -> run(examination, check));
        // what follows asks the oracle nothing, and must be alone to see other threads and memory
        examination.answers().settle();
        examination.beat();
        List.of(new DifferencesCheck(), new IdentitiesCheck(), new ConcurrencyCheck(), new MemoryCheck())
                .forEach(check -> run(examination, check));
    }

    /** A defect that ends one check leaves the others to be run. */
    private static void run(Examination examination, Check check) {
        String what = check.getClass().getSimpleName();
        examination.guard(
                Examination.LIFECYCLE,
                Examination.BACKEND,
                DType.FLOAT32,
                "all questions of " + what,
                () -> check.run(examination));
    }

    private static String apiVersion() {
        String version = Backend.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
