package dev.cortado.conformance.kit;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Accuracy;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.backend.Behaviour;
import dev.cortado.api.backend.DeviceInfo;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.op.Op;
import dev.cortado.conformance.oracle.Expected;
import dev.cortado.conformance.oracle.Oracle;
import dev.cortado.conformance.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What all checks share: the backend, the oracle and the ledger. */
final class Examination implements AutoCloseable {

    /** Under this name stands what the backend itself is to blame for, and none of its operations. */
    static final String BACKEND = "backend";

    /** The check of what backends are created, asked and closed with. */
    static final String LIFECYCLE = "lifecycle";
    /** Stands for a device of which the backend says nothing. */
    static final DeviceInfo UNKNOWN = new DeviceInfo("an unknown device", "of unknown version");

    private final BackendProvider provider;
    private final BackendOptions options;
    private final Tier tier;
    private final long seed;
    private final Predicate<String> wanted;
    private final Backend backend;
    private final DeviceInfo device;
    private final Set<Behaviour> lacks;
    private final Oracle oracle;
    private final Ledger ledger;
    private final Pulse pulse;
    private final Answers answers;
    private final Predicate<Finding> enough;
    private Set<Trial> trials;

    /** Thrown when a finding was made that ends the run. */
    static final class Enough extends RuntimeException {

        private static final long serialVersionUID = 1;

        Enough() {
            super("a finding ended the run", null, false, false);
        }
    }

    /** Starts one that looks for everything, and works out each answer when it is asked. */
    Examination(BackendProvider provider, BackendOptions options, Tier tier, long seed, Predicate<String> wanted) {
        this(provider, options, tier, seed, wanted, Answers.once(), finding -> false, new Ledger(), new Pulse());
    }

    Examination(
            BackendProvider provider,
            BackendOptions options,
            Tier tier,
            long seed,
            Predicate<String> wanted,
            Answers answers,
            Predicate<Finding> enough,
            Ledger ledger,
            Pulse pulse) {
        this.provider = provider;
        this.options = options;
        this.tier = tier;
        this.seed = seed;
        this.wanted = wanted;
        this.answers = answers;
        this.enough = enough;
        this.ledger = ledger;
        this.pulse = pulse;
        pulse.begin(LIFECYCLE, BACKEND, DType.FLOAT32, "create()");
        this.backend = ConformanceKit.create(provider, options);
        // asked once: a backend that changes its mind, or fails the second time, must not take the report with it
        this.device = ask("device()", this::readDevice).orElse(UNKNOWN);
        this.lacks = ask("lacks()", this::readLacks).orElse(Set.of());
        this.oracle = new Oracle(this::accuracy);
    }

    private DeviceInfo readDevice() {
        DeviceInfo answer = backend.device();
        if (answer == null) {
            throw new Broken(LIFECYCLE, "returned null");
        }
        if (answer.name() == null || answer.name().isBlank() || answer.version() == null) {
            throw new Broken(LIFECYCLE, "returned " + answer + ", which needs a name and a version");
        }
        return answer;
    }

    private Set<Behaviour> readLacks() {
        Set<Behaviour> answer = backend.lacks();
        if (answer == null) {
            throw new Broken(LIFECYCLE, "returned null; nothing to lack is an empty set");
        }
        List<Behaviour> all = new ArrayList<>(answer);
        if (all.removeIf(Objects::isNull)) {
            fail(LIFECYCLE, BACKEND, DType.FLOAT32, "lacks()", "holds null");
        }
        return Set.copyOf(all);
    }

    /** Returns what the backend says of itself; empty, and a finding, if it fails. */
    private <T> Optional<T> ask(String call, Supplier<T> question) {
        List<T> answer = new ArrayList<>();
        guard(LIFECYCLE, BACKEND, DType.FLOAT32, call, () -> answer.add(question.get()));
        return answer.stream().findFirst();
    }

    private Accuracy accuracy(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return backend.prepare(op, inputs, outputs).map(OpKernel::accuracy).orElse(Accuracy.USUAL);
    }

    Backend backend() {
        return backend;
    }

    /** Returns another backend of the same kind, which the caller closes. */
    Backend another(int threads) {
        return ConformanceKit.create(provider, options.withThreads(threads));
    }

    /** Returns what the backend said it runs on. */
    DeviceInfo device() {
        return device;
    }

    /** Returns how the backend is called by its provider. */
    String name() {
        return provider.name();
    }

    /** Says what is asked from now on, outside of {@link #attempt}. */
    void begin(String check, Trial trial) {
        pulse.begin(check, trial.op().name(), trial.dtype(), trial.toString());
    }

    /** Says that a long question is still making its way. */
    void beat() {
        pulse.beat();
    }

    int threads() {
        return options.threads();
    }

    Tier tier() {
        return tier;
    }

    long seed() {
        return seed;
    }

    /** Returns the oracle for what is asked once; {@link #expect} looks among the answers first. */
    Oracle oracle() {
        return oracle;
    }

    Answers answers() {
        return answers;
    }

    /** Lets the oracle work on what an operation should give. */
    void foresee(Op op, List<HostTensor> operands) {
        OpQuestion question = new OpQuestion(op, operands);
        answers.foresee(question, question::answer);
    }

    /** Returns what an operation should give. */
    List<Expected> expect(Op op, List<HostTensor> operands) {
        OpQuestion question = new OpQuestion(op, operands);
        return answers.get(question, this::accuracy, OpQuestion.Results.class, question::answer)
                .expected();
    }

    /** Returns what a graph without variables should give. */
    Map<String, Expected> expect(String name, Graph graph, Map<String, HostTensor> inputs) {
        GraphQuestion question = new GraphQuestion(name, inputs);
        return answers.get(
                        question, this::accuracy, GraphQuestion.Results.class, oracle -> question.answer(oracle, graph))
                .expected();
    }

    /** Returns the trials of the smoke tier. */
    Set<Trial> smokeTrials() {
        if (trials == null) {
            trials = Trials.all(Tier.SMOKE, seed, !lacks.contains(Behaviour.SUBNORMALS));
        }
        return trials;
    }

    Ledger ledger() {
        return ledger;
    }

    Set<Behaviour> lacks() {
        return lacks;
    }

    /** Tells whether an operation is to be checked. */
    boolean wants(Op op) {
        return wanted.test(op.name());
    }

    /** Tells whether the backend promises all that an operation needs. */
    boolean promises(Op op, List<TensorSpec> inputs) {
        return Needs.of(op, inputs).stream().noneMatch(lacks::contains);
    }

    Comparison comparison() {
        return Comparison.of(lacks);
    }

    void fail(String check, Op op, DType dtype, String subject, String message) {
        fail(check, op.name(), dtype, subject, message);
    }

    void fail(String check, String op, DType dtype, String subject, String message) {
        Finding finding = new Finding(check, op, subject, message);
        ledger.failed(finding, dtype);
        if (enough.test(finding)) {
            throw new Enough();
        }
    }

    /** Runs a check of an operation and writes down how it ended. */
    void attempt(String check, Op op, DType dtype, String subject, Runnable body) {
        attempt(check, op.name(), dtype, subject, body);
    }

    /** Runs a check and writes down how it ended. */
    void attempt(String check, String op, DType dtype, String subject, Runnable body) {
        if (guard(check, op, dtype, subject, body)) {
            ledger.passed(op, dtype);
        }
    }

    /** Runs something and writes down how it failed; returns whether it did not. */
    boolean guard(String check, String op, DType dtype, String subject, Runnable body) {
        pulse.begin(check, op, dtype, subject);
        try {
            body.run();
            return true;
        } catch (Enough end) {
            throw end;
        } catch (Broken broken) {
            String by = broken.op().orElse(op);
            fail(broken.check().equals("forward") ? check : broken.check(), by, dtype, subject, broken.getMessage());
        } catch (Throwable e) {
            // whatever a backend throws is its defect, an InternalError of its native part too; the run goes on
            fail(check, op, dtype, subject, "threw " + e + origin(e).orElse(""));
        }
        return false;
    }

    private static Optional<String> origin(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? Optional.empty() : Optional.of(" at " + trace[0]);
    }

    @Override
    public void close() {
        answers.settle();
        oracle.close();
        guard(LIFECYCLE, BACKEND, DType.FLOAT32, "close()", backend::close);
    }
}
