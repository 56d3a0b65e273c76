package dev.cortado.conformance.kit;

import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.backend.OpKernel;
import java.util.ArrayList;
import java.util.List;

/** A kernel tied to memory of its own, to be run many times. */
final class BoundKernel implements AutoCloseable {

    private final Backend backend;
    private final List<Region> regions = new ArrayList<>();
    private final List<Region> outputs;
    private final Invocation invocation;

    BoundKernel(Backend backend, Trial trial, OpKernel kernel, List<HostTensor> operands) {
        this.backend = backend;
        List<BufferView> inputs = new ArrayList<>();
        for (HostTensor operand : operands) {
            Region region = Region.holding(backend, operand);
            regions.add(region);
            inputs.add(region.view());
        }
        outputs = Region.garbage(backend, trial.results(), 1);
        List<Region> work = Region.garbage(backend, kernel.workspace(), 1);
        regions.addAll(outputs);
        regions.addAll(work);
        invocation = kernel.bind(
                inputs,
                outputs.stream().map(Region::view).toList(),
                work.stream().map(Region::view).toList());
    }

    /** Runs the kernel without looking at the results. */
    void invoke() {
        invocation.run();
    }

    /** Runs the kernel and returns the results. */
    List<HostTensor> run() {
        invocation.run();
        backend.synchronize();
        return outputs.stream().map(region -> region.read("result")).toList();
    }

    @Override
    public void close() {
        regions.forEach(Region::close);
    }
}
