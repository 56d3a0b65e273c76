package dev.cortado.conformance.kit;

import dev.cortado.api.CortadoException;
import dev.cortado.api.NearestNames;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.conformance.OpCases;
import dev.cortado.conformance.report.ConformanceReport;
import dev.cortado.conformance.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
        } catch (RuntimeException | LinkageError failure) {
            throw CortadoException.backend(
                    provider.name(),
                    "backend-failed",
                    "backend '" + provider.name() + "'",
                    "it cannot be created: " + failure,
                    "let usability() say why it cannot run here, or mend create()",
                    failure);
        }
    }

    /** Runs all checks of the tier. */
    public ConformanceReport run() {
        long start = System.nanoTime();
        try (Examination examination = new Examination(provider, options, tier, seed, wanted, answers, enough)) {
            ask(examination);
            Ledger ledger = examination.ledger();
            Backend backend = examination.backend();
            return new ConformanceReport(
                    provider.name(),
                    backend.device(),
                    apiVersion(),
                    tier,
                    seed,
                    (System.nanoTime() - start) * 1e-9,
                    examination.lacks(),
                    ledger.results(),
                    ledger.failures(),
                    ledger.notes());
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
        try {
            new StorageCheck().run(examination);
            withOracle.forEach(check -> check.run(examination));
            // what follows asks the oracle nothing, and must be alone to see other threads and memory
            examination.answers().settle();
            new DifferencesCheck().run(examination);
            new IdentitiesCheck().run(examination);
            new ConcurrencyCheck().run(examination);
            new MemoryCheck().run(examination);
        } catch (Examination.Enough found) {
            examination.ledger().note("what follows the finding that ended the run");
        }
    }

    private static String apiVersion() {
        String version = Backend.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
