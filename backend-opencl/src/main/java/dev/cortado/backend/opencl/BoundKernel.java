package dev.cortado.backend.opencl;

import dev.cortado.api.DType;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.backend.opencl.device.Status;
import dev.cortado.backend.opencl.kernel.Argument;
import dev.cortado.backend.opencl.kernel.KernelPlan;
import dev.cortado.backend.opencl.kernel.Launch;
import dev.cortado.backend.opencl.program.Engine;
import java.util.List;
import java.util.stream.Stream;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;

/** A plan tied to its memory: all arguments are set, a run only queues. */
final class BoundKernel implements Invocation {

    private final String op;
    private final Engine engine;
    private final List<BufferView> inputs;
    private final List<BufferView> outputs;
    private final List<BufferView> workspace;
    private final OpenClBuffer[] buffers;
    private final String[] names;
    private final cl_kernel[] kernels;
    private final long[][] global;
    private final long[][] local;

    BoundKernel(
            KernelPlan plan,
            String op,
            Engine engine,
            List<BufferView> inputs,
            List<BufferView> outputs,
            List<BufferView> workspace) {
        this.op = op;
        this.engine = engine;
        this.inputs = inputs;
        this.outputs = outputs;
        this.workspace = workspace;
        this.buffers = Stream.of(inputs, outputs, workspace)
                .flatMap(List::stream)
                .map(view -> OpenClBuffer.of(view, engine))
                .distinct()
                .toArray(OpenClBuffer[]::new);
        int count = plan.launches().size();
        names = new String[count];
        kernels = new cl_kernel[count];
        global = new long[count][];
        local = new long[count][];
        for (int i = 0; i < count; i++) {
            Launch launch = plan.launches().get(i);
            names[i] = launch.entry();
            global[i] = launch.global().stream().mapToLong(Long::longValue).toArray();
            local[i] = launch.local().isEmpty()
                    ? null
                    : launch.local().stream().mapToLong(Long::longValue).toArray();
            kernels[i] = engine.kernel(this, launch.source(), launch.entry());
            setArguments(kernels[i], launch);
        }
    }

    private void setArguments(cl_kernel kernel, Launch launch) {
        int index = 0;
        for (Argument argument : launch.arguments()) {
            index = set(kernel, launch.entry(), index, argument);
        }
    }

    /** Sets an argument and returns the index of the next one. */
    private int set(cl_kernel kernel, String entry, int index, Argument argument) {
        if (argument instanceof Argument.Input input) {
            return set(kernel, entry, index, inputs.get(input.index()));
        }
        if (argument instanceof Argument.Output output) {
            return set(kernel, entry, index, outputs.get(output.index()));
        }
        if (argument instanceof Argument.Workspace temporary) {
            return set(kernel, entry, index, workspace.get(temporary.index()));
        }
        if (argument instanceof Argument.Table table) {
            int[] values = table.values().stream().mapToInt(Integer::intValue).toArray();
            return set(kernel, entry, index, Sizeof.cl_mem, Pointer.to(engine.table(this, values)));
        }
        if (argument instanceof Argument.Number number) {
            return set(kernel, entry, index, number.dtype().bytes(), number(number.dtype(), number.value()));
        }
        if (argument instanceof Argument.Bits bits) {
            DType carrier = bits.bytes() == 8 ? DType.INT64 : bits.bytes() == 4 ? DType.INT32 : DType.UINT8;
            return set(kernel, entry, index, bits.bytes(), bits(carrier, bits.value()));
        }
        int value = ((Argument.Whole) argument).value();
        return set(kernel, entry, index, Sizeof.cl_int, Pointer.to(new int[] {value}));
    }

    private static Pointer number(DType dtype, double value) {
        return switch (dtype) {
            case FLOAT32 -> Pointer.to(new float[] {(float) value});
            case FLOAT64 -> Pointer.to(new double[] {value});
            case INT32 -> Pointer.to(new int[] {(int) value});
            case INT64 -> Pointer.to(new long[] {(long) value});
            case UINT8, BOOL -> Pointer.to(new byte[] {(byte) (int) value});
        };
    }

    private static Pointer bits(DType carrier, long value) {
        return switch (carrier) {
            case INT64 -> Pointer.to(new long[] {value});
            case INT32 -> Pointer.to(new int[] {(int) value});
            default -> Pointer.to(new byte[] {(byte) value});
        };
    }

    private int set(cl_kernel kernel, String entry, int index, BufferView view) {
        cl_mem memory = OpenClBuffer.of(view, engine).memory();
        int next = set(kernel, entry, index, Sizeof.cl_mem, Pointer.to(memory));
        int offset = Math.toIntExact(view.offset());
        return set(kernel, entry, next, Sizeof.cl_int, Pointer.to(new int[] {offset}));
    }

    private int set(cl_kernel kernel, String entry, int index, long size, Pointer value) {
        int code = CL.clSetKernelArg(kernel, index, size, value);
        if (code != CL.CL_SUCCESS) {
            throw Status.failure(
                    code,
                    "argument " + index + " of the kernel " + entry + " for " + op,
                    engine.device().name());
        }
        return index + 1;
    }

    @Override
    public void run() {
        cl_command_queue queue = engine.queue();
        for (OpenClBuffer buffer : buffers) {
            buffer.requireOpen();
        }
        for (int i = 0; i < kernels.length; i++) {
            int code = CL.clEnqueueNDRangeKernel(
                    queue, kernels[i], global[i].length, null, global[i], local[i], 0, null, null);
            if (code != CL.CL_SUCCESS) {
                throw Status.failure(
                        code,
                        "queueing the kernel " + names[i] + " for " + op,
                        engine.device().name());
            }
        }
    }
}
