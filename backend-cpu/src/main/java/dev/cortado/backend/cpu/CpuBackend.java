package dev.cortado.backend.cpu;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.NearestNames;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.Buffer;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.DeviceInfo;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.api.op.Op;
import dev.cortado.backend.cpu.kernel.VectorPath;
import dev.cortado.backend.cpu.lower.LoweringRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Runs host kernels over Java arrays with a team of threads. */
final class CpuBackend implements Backend {

    static final String NAME = "cpu";

    /** The setting, and after {@code cortado.cpu.} the system property, that switches fusion off. */
    private static final String FUSION = "fusion";

    private final List<HostKernel.Factory> factories;
    private final List<LoweringRule> rules;
    private final HostTarget target;
    private final ThreadTeam team;
    private boolean closed;

    CpuBackend(BackendOptions options) {
        this(options, Catalog.faster(), Catalog.rules());
    }

    /** Creates a backend that is slower by what the lists leave out of the catalogue, and gives the same answers. */
    CpuBackend(BackendOptions options, List<HostKernel.Factory> faster, List<LoweringRule> fusions) {
        VectorPath.check();
        checkSettings(options);
        VectorPath.announce();
        factories = new ArrayList<>(options.hostKernels());
        factories.addAll(faster);
        factories.addAll(Catalog.needed());
        rules = fusion(options) ? fusions : List.of();
        target = new HostTarget(VectorPath.bits(), VectorPath.SLACK);
        team = new ThreadTeam(options.threads());
    }

    /** Creates a companion of another backend, with a team of its own. */
    private CpuBackend(CpuBackend other) {
        factories = other.factories;
        rules = other.rules;
        target = other.target;
        team = new ThreadTeam(other.team.size());
    }

    private static void checkSettings(BackendOptions options) {
        for (String name : options.properties().keySet()) {
            if (name.equals("device")) {
                throw CortadoException.user(
                        "unknown-backend-setting",
                        "backend '" + NAME + "'",
                        "it takes no device ('" + options.properties().get(name) + "'): it runs on the processor",
                        "leave the device out, or choose a backend that has devices");
            }
            if (!name.equals(FUSION)) {
                throw CortadoException.user(
                        "unknown-backend-setting",
                        "backend '" + NAME + "'",
                        "there is no setting '" + name + "'",
                        NearestNames.hint(name, Set.of(FUSION)));
            }
        }
    }

    private static boolean fusion(BackendOptions options) {
        String setting = options.properties().getOrDefault(FUSION, System.getProperty("cortado.cpu." + FUSION, "on"));
        if (!setting.equals("on") && !setting.equals("off")) {
            throw CortadoException.user(
                    "invalid-backend-setting",
                    "backend '" + NAME + "'",
                    FUSION + " is '" + setting + "'",
                    "use 'on' or 'off'");
        }
        return setting.equals("on");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public DeviceInfo device() {
        String threads = team.size() == 1 ? "1 thread" : team.size() + " threads";
        return new DeviceInfo(threads + ", " + VectorPath.describe(), "Java " + Runtime.version());
    }

    @Override
    public Graph lower(Graph graph) {
        Graph lowered = graph;
        for (LoweringRule rule : rules) {
            // every rule finds the nodes in an order in which they can run
            GraphRewriter rewriter = new GraphRewriter(lowered);
            rule.apply(
                    rewriter, (op, inputs, outputs) -> find(op, inputs, outputs).isPresent());
            lowered = rewriter.build();
        }
        return lowered;
    }

    @Override
    public Optional<OpKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        requireOpen();
        return find(op, inputs, outputs).map(kernel -> new HostKernelAdapter(kernel, this));
    }

    private Optional<HostKernel> find(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        for (HostKernel.Factory factory : factories) {
            Optional<HostKernel> kernel = factory.prepare(op, inputs, outputs, target);
            if (kernel.isPresent()) {
                return kernel;
            }
        }
        return Optional.empty();
    }

    @Override
    public Buffer allocate(DType dtype, long elements) {
        requireOpen();
        return CpuBuffer.allocate(dtype, elements);
    }

    @Override
    public void upload(HostTensor source, BufferView view) {
        requireOpen();
        checkSame(source.spec(), view.spec());
        CpuBuffer buffer = CpuBuffer.of(view);
        System.arraycopy(
                source.array(),
                0,
                buffer.array(),
                buffer.index(view),
                source.spec().elements());
    }

    @Override
    public void download(BufferView view, HostTensor result) {
        requireOpen();
        checkSame(view.spec(), result.spec());
        CpuBuffer buffer = CpuBuffer.of(view);
        System.arraycopy(
                buffer.array(),
                buffer.index(view),
                result.array(),
                0,
                result.spec().elements());
    }

    @Override
    public void copy(BufferView source, BufferView copy) {
        requireOpen();
        checkSame(source.spec(), copy.spec());
        CpuBuffer from = CpuBuffer.of(source);
        CpuBuffer to = CpuBuffer.of(copy);
        System.arraycopy(
                from.array(),
                from.index(source),
                to.array(),
                to.index(copy),
                source.spec().elements());
    }

    private static void checkSame(TensorSpec source, TensorSpec result) {
        if (!source.equals(result)) {
            throw new IllegalArgumentException("cannot copy " + source + " to " + result);
        }
    }

    /** Buffers are arrays, so whoever has one can use it. */
    @Override
    public Optional<Backend> companion() {
        requireOpen();
        return Optional.of(new CpuBackend(this));
    }

    @Override
    public OptionalDouble measurePeak() {
        requireOpen();
        return VectorPath.isModulePresent() ? OptionalDouble.of(PeakMeter.measure(team)) : OptionalDouble.empty();
    }

    ThreadTeam team() {
        requireOpen();
        return team;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the backend '" + NAME + "' is closed");
        }
    }

    @Override
    public void close() {
        closed = true;
        team.close();
    }
}
