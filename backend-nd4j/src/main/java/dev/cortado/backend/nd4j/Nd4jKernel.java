package dev.cortado.backend.nd4j;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.backend.nd4j.host.Kernel;
import dev.cortado.backend.nd4j.host.Region;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/** A kernel with the specs it was prepared for. */
final class Nd4jKernel implements OpKernel {

    private final Nd4jBackend backend;
    private final Kernel kernel;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;

    Nd4jKernel(Nd4jBackend backend, Kernel kernel, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        this.backend = backend;
        this.kernel = kernel;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
    }

    @Override
    public List<TensorSpec> workspace() {
        return kernel.workspace();
    }

    @Override
    public int inPlace(int output) {
        return kernel.inPlace();
    }

    @Override
    public String description() {
        return kernel.description();
    }

    @Override
    public Invocation bind(List<BufferView> in, List<BufferView> out, List<BufferView> workspace) {
        checkSpecs("operands", inputs, in);
        checkSpecs("results", outputs, out);
        checkSpecs("workspace", kernel.workspace(), workspace);
        List<Nd4jBuffer> used = new ArrayList<>();
        Runnable run = kernel.binding().bind(regions(in, used), regions(out, used), regions(workspace, used));
        Nd4jBuffer[] buffers = used.toArray(Nd4jBuffer[]::new);
        return () -> {
            backend.enter();
            for (Nd4jBuffer buffer : buffers) {
                buffer.checkOpen();
            }
            run.run();
            // a buffer that nobody else holds is freed with this invocation, and not while the library works on it
            Reference.reachabilityFence(buffers);
        };
    }

    private List<Region> regions(List<BufferView> views, List<Nd4jBuffer> used) {
        List<Region> regions = new ArrayList<>();
        for (BufferView view : views) {
            Nd4jBuffer buffer = backend.own(view);
            if (!used.contains(buffer)) {
                used.add(buffer);
            }
            regions.add(new Region(view.spec(), buffer.at(view.offset())));
        }
        return regions;
    }

    private static void checkSpecs(String which, List<TensorSpec> prepared, List<BufferView> views) {
        List<TensorSpec> given = views.stream().map(BufferView::spec).toList();
        if (!given.equals(prepared)) {
            throw new IllegalArgumentException(
                    "the kernel was prepared for " + which + " " + prepared + ", but is bound to " + given);
        }
    }
}
