package dev.cortado.backend.opencl;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.Buffer;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.DeviceInfo;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.fuse.ChainFusion;
import dev.cortado.api.op.Op;
import dev.cortado.backend.opencl.device.Device;
import dev.cortado.backend.opencl.device.Devices;
import dev.cortado.backend.opencl.device.Status;
import dev.cortado.backend.opencl.kernel.KernelFactory;
import dev.cortado.backend.opencl.kernel.KernelPlan;
import dev.cortado.backend.opencl.kernel.Target;
import dev.cortado.backend.opencl.lower.ElementwiseRules;
import dev.cortado.backend.opencl.program.Engine;
import dev.cortado.backend.opencl.program.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jocl.CL;
import org.jocl.Pointer;

/** Runs kernels in OpenCL C on one device. */
final class OpenClBackend implements Backend {

    static final String NAME = "opencl";

    private final Engine engine;
    private final Target target;
    private final boolean fusion;
    private final List<KernelFactory> factories;

    private OpenClBackend(Engine engine, Settings settings, BackendOptions options) {
        this.engine = engine;
        Device device = engine.device();
        Sources sources = new Sources(settings.familyFor(device), device.lazy());
        this.target = new Target(sources, device.units(), settings.steps());
        this.fusion = settings.fusion();
        this.factories = new ArrayList<>();
        options.sourceKernels().forEach(factory -> factories.add(new SourceKernels(factory)));
        factories.addAll(Catalog.factories());
    }

    /** Opens the device that the options name. */
    static OpenClBackend open(BackendOptions options) {
        Settings settings = Settings.of(options.properties());
        Device device = Devices.choose(Devices.all(), settings.device());
        Engine engine = new Engine(device, settings.cacheFor(device).orElse(null));
        return new OpenClBackend(engine, settings, options);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public DeviceInfo device() {
        Device device = engine.device();
        String kernels = target.family().name().toLowerCase(Locale.ROOT) + " kernels";
        return new DeviceInfo(device.name() + ", " + device.units() + " units, " + kernels, device.driver());
    }

    @Override
    public Graph lower(Graph graph) {
        if (!fusion) {
            return graph;
        }
        GraphRewriter rewriter = new GraphRewriter(graph);
        new ChainFusion(new ElementwiseRules(engine.device().doubles())).apply(rewriter);
        return rewriter.build();
    }

    @Override
    public Optional<OpKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        engine.requireOpen();
        boolean wide = Stream.concat(inputs.stream(), outputs.stream()).anyMatch(spec -> spec.dtype() == DType.FLOAT64);
        if (wide && !engine.device().doubles()) {
            return Optional.empty();
        }
        for (KernelFactory factory : factories) {
            Optional<KernelPlan> plan = factory.prepare(op, inputs, outputs, target);
            if (plan.isPresent()) {
                return Optional.of(new PlannedKernel(plan.get(), op.name(), engine));
            }
        }
        return Optional.empty();
    }

    @Override
    public Buffer allocate(DType dtype, long elements) {
        return new OpenClBuffer(engine, dtype, elements);
    }

    @Override
    public void upload(HostTensor source, BufferView view) {
        checkSame(source.spec(), view.spec());
        OpenClBuffer buffer = OpenClBuffer.of(view, engine);
        if (source.spec().elements() > 0) {
            check(
                    CL.clEnqueueWriteBuffer(
                            engine.queue(),
                            buffer.memory(),
                            true,
                            first(view),
                            view.spec().bytes(),
                            pointer(source),
                            0,
                            null,
                            null),
                    "copying " + source.spec() + " to the device");
        }
    }

    @Override
    public void download(BufferView view, HostTensor result) {
        checkSame(view.spec(), result.spec());
        OpenClBuffer buffer = OpenClBuffer.of(view, engine);
        if (result.spec().elements() > 0) {
            check(
                    CL.clEnqueueReadBuffer(
                            engine.queue(),
                            buffer.memory(),
                            true,
                            first(view),
                            view.spec().bytes(),
                            pointer(result),
                            0,
                            null,
                            null),
                    "copying " + result.spec() + " from the device");
        }
    }

    @Override
    public void copy(BufferView source, BufferView copy) {
        checkSame(source.spec(), copy.spec());
        OpenClBuffer from = OpenClBuffer.of(source, engine);
        OpenClBuffer to = OpenClBuffer.of(copy, engine);
        if (source.spec().elements() > 0) {
            check(
                    CL.clEnqueueCopyBuffer(
                            engine.queue(),
                            from.memory(),
                            to.memory(),
                            first(source),
                            first(copy),
                            source.spec().bytes(),
                            0,
                            null,
                            null),
                    "copying " + source.spec() + " on the device");
        }
    }

    private static long first(BufferView view) {
        return view.offset() * view.spec().dtype().bytes();
    }

    private static Pointer pointer(HostTensor tensor) {
        return switch (tensor.dtype()) {
            case FLOAT32 -> Pointer.to(tensor.floats());
            case FLOAT64 -> Pointer.to(tensor.doubles());
            case INT32 -> Pointer.to(tensor.ints());
            case INT64 -> Pointer.to(tensor.longs());
            case UINT8, BOOL -> Pointer.to(tensor.bytes());
        };
    }

    private void check(int code, String what) {
        Status.check(code, what, engine.device().name());
    }

    private static void checkSame(TensorSpec source, TensorSpec result) {
        if (!source.equals(result)) {
            throw new IllegalArgumentException("cannot copy " + source + " to " + result);
        }
    }

    @Override
    public void synchronize() {
        engine.finish();
    }

    @Override
    public void close() {
        engine.close();
    }
}
