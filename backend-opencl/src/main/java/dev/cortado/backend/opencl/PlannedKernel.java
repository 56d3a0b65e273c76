package dev.cortado.backend.opencl;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.backend.opencl.kernel.KernelPlan;
import dev.cortado.backend.opencl.program.Engine;
import java.util.List;

/** Offers a plan as a kernel; its programs are compiled when it is first bound. */
final class PlannedKernel implements OpKernel {

    private final KernelPlan plan;
    private final String op;
    private final Engine engine;

    PlannedKernel(KernelPlan plan, String op, Engine engine) {
        this.plan = plan;
        this.op = op;
        this.engine = engine;
    }

    @Override
    public List<TensorSpec> workspace() {
        return plan.workspace();
    }

    @Override
    public int inPlace(int output) {
        return plan.overwrites(output);
    }

    @Override
    public String description() {
        return plan.description();
    }

    @Override
    public Invocation bind(List<BufferView> inputs, List<BufferView> outputs, List<BufferView> workspace) {
        return new BoundKernel(plan, op, engine, inputs, outputs, workspace);
    }
}
