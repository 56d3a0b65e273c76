package dev.cortado.conformance.kit;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.Buffer;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.op.Binary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Buffers: zeroed, copied in and out, freed; and what happens to those who use them afterwards. */
final class StorageCheck implements Check {

    static final String STORAGE = "storage";
    private static final int LENGTH = 37;
    private static final int LONG = 70_003;

    @Override
    public void run(Examination exam) {
        for (DType dtype : DType.values()) {
            boolean lacked = exam.lacks().stream().anyMatch(b -> b.name().equals(dtype.name()));
            if (!lacked) {
                String subject = "buffers of " + dtype.name().toLowerCase(Locale.ROOT);
                exam.attempt(STORAGE, STORAGE, dtype, subject, () -> {
                    copies(exam.backend(), dtype, LENGTH);
                    copies(exam.backend(), dtype, LONG);
                });
                exam.attempt("use after close", STORAGE, dtype, subject, () -> closed(exam.backend(), dtype));
            }
        }
        exam.attempt("use after close", STORAGE, DType.FLOAT32, "a backend", () -> closedBackend(exam));
        exam.attempt("use after close", STORAGE, DType.FLOAT32, "a kernel", () -> closedMemory(exam));
        exam.attempt("use after close", STORAGE, DType.FLOAT32, "two backends", () -> independent(exam));
        exam.attempt("resources", STORAGE, DType.FLOAT32, "a buffer beyond all memory", () -> tooLarge(exam));
        exam.attempt(STORAGE, STORAGE, DType.FLOAT32, "names", () -> names(exam));
    }

    private static HostTensor numbers(DType dtype, int length) {
        HostTensor values = HostTensor.zeros(TensorSpec.of(dtype, length));
        for (int i = 0; i < length; i++) {
            values.set(i, dtype == DType.BOOL ? i % 3 % 2 : dtype.isFloating() ? i / 3.0 - 2 : 5 * i % 251);
        }
        return values;
    }

    private static void copies(Backend backend, DType dtype, int length) {
        Buffer buffer = backend.allocate(dtype, length);
        expect(
                buffer.dtype() == dtype && buffer.elements() == length,
                "allocate",
                "the buffer has another type or size");
        HostTensor zeros = HostTensor.zeros(TensorSpec.of(dtype, length));
        BufferView whole = BufferView.of(buffer, zeros.spec());
        expect(read(backend, whole).equals(zeros), "allocate", "a new buffer is not zero");

        HostTensor values = numbers(dtype, length);
        HostTensor kept = values.copy();
        backend.upload(values, whole);
        for (int i = 0; i < length; i++) {
            values.set(i, 1);
        }
        expect(
                read(backend, whole).equals(kept),
                "upload",
                "a change of the host array afterwards is seen in the buffer");

        HostTensor part = HostTensor.filled(TensorSpec.of(dtype, 5), 1);
        backend.upload(part, new BufferView(buffer, 11, part.spec()));
        for (int i = 11; i < 16; i++) {
            kept.set(i, 1);
        }
        expect(read(backend, whole).equals(kept), "upload", "a part at 11 does not stand where it belongs");
        HostTensor middle = read(backend, new BufferView(buffer, 9, TensorSpec.of(dtype, 2, 4)));
        for (int i = 0; i < 8; i++) {
            expect(middle.get(i) == kept.get(9 + i), "download", "a part at 9 is not what stands there");
        }

        Buffer other = backend.allocate(dtype, length);
        TensorSpec run = TensorSpec.of(dtype, 13);
        backend.copy(new BufferView(buffer, 3, run), new BufferView(other, 17, run));
        HostTensor copy = read(backend, BufferView.of(other, zeros.spec()));
        HostTensor expected = zeros.copy();
        for (int i = 17; i < 30; i++) {
            expected.set(i, kept.get(i - 14));
        }
        if (!copy.equals(expected)) {
            throw new Broken("copy: " + KernelTrial.difference(expected, copy));
        }
        backend.synchronize();
        buffer.close();
        other.close();
        Buffer again = backend.allocate(dtype, length);
        expect(
                read(backend, BufferView.of(again, zeros.spec())).equals(zeros),
                "allocate",
                "a buffer of the size of a closed one is not zero");
        again.close();
        Buffer empty = backend.allocate(dtype, 0);
        expect(empty.elements() == 0, "allocate", "an empty buffer has elements");
        empty.close();
    }

    private static HostTensor read(Backend backend, BufferView view) {
        HostTensor value = HostTensor.zeros(view.spec());
        backend.download(view, value);
        return value;
    }

    private static void closed(Backend backend, DType dtype) {
        HostTensor values = numbers(dtype, LENGTH);
        Buffer buffer = backend.allocate(dtype, LENGTH);
        BufferView view = BufferView.of(buffer, values.spec());
        buffer.close();
        buffer.close();
        refuses("download from a closed buffer", () -> backend.download(view, values));
        refuses("upload to a closed buffer", () -> backend.upload(values, view));
    }

    private static Optional<OpKernel> addition(Backend backend, TensorSpec spec) {
        return backend.prepare(new Binary(Binary.Kind.ADD), List.of(spec, spec), List.of(spec));
    }

    private static void closedMemory(Examination exam) {
        Backend backend = exam.backend();
        TensorSpec spec = TensorSpec.of(DType.FLOAT32, LENGTH);
        Optional<OpKernel> kernel = addition(backend, spec);
        if (kernel.isEmpty()) {
            return;
        }
        List<Region> in = new ArrayList<>();
        in.add(Region.holding(backend, numbers(DType.FLOAT32, LENGTH)));
        in.add(Region.holding(backend, numbers(DType.FLOAT32, LENGTH)));
        List<Region> out = Region.garbage(backend, List.of(spec), 1);
        List<Region> work = Region.garbage(backend, kernel.get().workspace(), 1);
        Invocation invocation = kernel.get()
                .bind(
                        in.stream().map(Region::view).toList(),
                        out.stream().map(Region::view).toList(),
                        work.stream().map(Region::view).toList());
        invocation.run();
        backend.synchronize();
        out.get(0).close();
        refuses("a run of a kernel whose result is closed", () -> {
            invocation.run();
            backend.synchronize();
        });
        in.forEach(Region::close);
        work.forEach(Region::close);
    }

    private static void closedBackend(Examination exam) {
        Backend backend = exam.another(exam.threads());
        HostTensor values = numbers(DType.FLOAT32, LENGTH);
        BufferView view = BufferView.of(backend.allocate(DType.FLOAT32, LENGTH), values.spec());
        backend.close();
        backend.close();
        refuses("allocate on a closed backend", () -> backend.allocate(DType.FLOAT32, 1));
        refuses("download on a closed backend", () -> backend.download(view, values));
        refuses("upload on a closed backend", () -> backend.upload(values, view));
        refuses("prepare on a closed backend", () -> addition(backend, values.spec()));
    }

    private static void independent(Examination exam) {
        Backend first = exam.another(exam.threads());
        try (Backend second = exam.another(exam.threads())) {
            HostTensor values = numbers(DType.FLOAT32, LENGTH);
            BufferView view = BufferView.of(second.allocate(DType.FLOAT32, LENGTH), values.spec());
            second.upload(values, view);
            first.close();
            expect(read(second, view).equals(values), "close", "closing one backend changed memory of another");
        }
    }

    private static void tooLarge(Examination exam) {
        try {
            exam.backend().allocate(DType.FLOAT32, 1L << 58).close();
        } catch (CortadoException e) {
            expect(
                    e.category() == CortadoException.Category.RESOURCE,
                    "allocate",
                    "fails with category " + e.category() + ", expected RESOURCE: " + e.getMessage());
            return;
        }
        throw new Broken("resources", "allocate: 2^58 elements were given");
    }

    private static void names(Examination exam) {
        Backend backend = exam.backend();
        expect(!backend.name().isBlank(), "name", "is blank");
        expect(Integer.bitCount(backend.alignment()) == 1, "alignment", "is " + backend.alignment());
    }

    /** Expects an exception that says why, and not one that tells of a defect. */
    private static void refuses(String what, Runnable use) {
        try {
            use.run();
        } catch (IllegalStateException | CortadoException e) {
            expect(
                    e.getMessage() != null
                            && e.getMessage().toLowerCase(Locale.ROOT).contains("close"),
                    what,
                    "threw " + e + ", which does not say that it was closed");
            return;
        } catch (RuntimeException e) {
            throw new Broken("use after close", what + " threw " + e + ", expected an IllegalStateException");
        }
        throw new Broken("use after close", what + " went through");
    }

    private static void expect(boolean condition, String what, String otherwise) {
        if (!condition) {
            throw new Broken(what + ": " + otherwise);
        }
    }
}
