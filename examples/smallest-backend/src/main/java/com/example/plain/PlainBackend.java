package com.example.plain;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.*;
import dev.cortado.api.op.Op;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** A whole backend: it stores numbers and knows a loop for each primitive; Cortado does everything else. */
final class PlainBackend implements Backend {

    private boolean closed;

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public DeviceInfo device() {
        return new DeviceInfo("1 thread, plain loops", "Java " + Runtime.version().feature());
    }

    /** What is not said here is promised; the conformance kit holds a backend to both. */
    @Override
    public Set<Behaviour> lacks() {
        return EnumSet.of(Behaviour.INT64, Behaviour.SORT);
    }

    /** A kernel is a loop; bound, it knows its operands and results. */
    @Override
    public Optional<OpKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        checkOpen();
        return Primitives.find(op, inputs).map(loop -> (inViews, outViews, workspace) -> {
            Numbers[] in = inViews.stream().map(this::numbers).toArray(Numbers[]::new);
            Numbers[] out = outViews.stream().map(this::numbers).toArray(Numbers[]::new);
            return () -> {
                inViews.forEach(this::numbers); // throws if a buffer or the backend was closed since
                outViews.forEach(this::numbers);
                loop.run(in, out);
            };
        });
    }

    @Override
    public Buffer allocate(DType dtype, long elements) {
        checkOpen();
        try {
            return new PlainBuffer(dtype, elements, new AtomicReference<>(new double[Math.toIntExact(elements)]));
        } catch (ArithmeticException | OutOfMemoryError e) {
            String what = "no memory for " + elements + " elements of " + dtype;
            throw CortadoException.resource("out-of-memory", "backend 'plain'", what, "use a smaller batch", e);
        }
    }

    @Override
    public void upload(HostTensor source, BufferView target) {
        Numbers to = numbers(target);
        for (int i = 0; i < to.count; i++) {
            to.array[to.offset + i] =
                    source.dtype() == DType.INT64 ? Double.longBitsToDouble(source.longs()[i]) : source.get(i);
        }
    }

    @Override
    public void download(BufferView source, HostTensor target) {
        Numbers from = numbers(source);
        for (int i = 0; i < from.count; i++) {
            if (target.dtype() == DType.INT64) {
                target.longs()[i] = from.bits(i);
            } else {
                target.set(i, from.get(i));
            }
        }
    }

    @Override
    public void copy(BufferView source, BufferView target) {
        Numbers from = numbers(source);
        Numbers to = numbers(target);
        System.arraycopy(from.array, from.offset, to.array, to.offset, to.count);
    }

    private Numbers numbers(BufferView view) {
        checkOpen();
        if (!(view.buffer() instanceof PlainBuffer buffer)) {
            throw new IllegalArgumentException("backend 'plain' cannot use a buffer of another backend");
        }
        double[] array = buffer.array().get();
        if (array == null) {
            throw new IllegalStateException("a buffer of backend 'plain' was used after it was closed");
        }
        return new Numbers(view.spec(), array, (int) view.offset());
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("backend 'plain' is closed; create another one");
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    /** A buffer whose array is let go of when it is closed. */
    private record PlainBuffer(DType dtype, long elements, AtomicReference<double[]> array) implements Buffer {

        @Override
        public void close() {
            array.set(null);
        }
    }
}
