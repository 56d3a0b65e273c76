package dev.cortado.conformance.kit;

import dev.cortado.api.CortadoException;
import dev.cortado.api.NearestNames;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.conformance.OpCases;
import dev.cortado.conformance.report.ConformanceReport;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

    /** Returns the names of the operations that the kit knows. */
    public static Set<String> operations() {
        Set<String> names = new TreeSet<>();
        OpCases.all().forEach(example -> names.add(example.op().name()));
        return names;
    }

    /** Runs all checks of the tier. */
    public ConformanceReport run() {
        long start = System.nanoTime();
        try (Examination examination = new Examination(provider, options, tier, seed, wanted)) {
            for (Check check : checks(examination)) {
                check.run(examination);
            }
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

    private static List<Check> checks(Examination examination) {
        return List.of(
                new OperationsCheck(examination),
                new GradientsCheck(),
                new DifferencesCheck(),
                new IdentitiesCheck(),
                new InvarianceCheck(),
                new ProgramsCheck(),
                new StorageCheck(),
                new ConcurrencyCheck(),
                new MemoryCheck());
    }

    private static String apiVersion() {
        String version = Backend.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
