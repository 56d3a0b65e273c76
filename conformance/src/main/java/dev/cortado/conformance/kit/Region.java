package dev.cortado.conformance.kit;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.Buffer;
import dev.cortado.api.backend.BufferView;
import java.util.List;

/** Memory of a tensor between two guards, which nobody may write to. */
final class Region implements AutoCloseable {

    private static final int GUARDS = 64;
    private static final double GUARD = 77;

    private final Backend backend;
    private final Buffer buffer;
    private final BufferView view;
    private final int guards;

    private Region(Backend backend, TensorSpec spec) {
        this.backend = backend;
        // whole guards keep the alignment that the backend asks for
        this.guards = Math.max(GUARDS, backend.alignment());
        this.buffer = backend.allocate(spec.dtype(), spec.elements() + 2L * guards);
        this.view = new BufferView(buffer, guards, spec);
    }

    /** Returns a region that holds a value. */
    static Region holding(Backend backend, HostTensor value) {
        Region region = new Region(backend, value.spec());
        region.write(value);
        return region;
    }

    /** Returns regions full of something that a kernel must not rely on. */
    static List<Region> garbage(Backend backend, List<TensorSpec> specs, double value) {
        return specs.stream()
                .map(spec -> {
                    Region region = new Region(backend, spec);
                    region.litter(value);
                    return region;
                })
                .toList();
    }

    BufferView view() {
        return view;
    }

    /** Fills the region with a value that no result may depend on. */
    void litter(double value) {
        TensorSpec spec = view.spec();
        write(HostTensor.filled(spec, spec.dtype() == DType.BOOL ? 1 : value));
    }

    /** Writes the value and fresh guards. */
    void write(HostTensor value) {
        TensorSpec all = all();
        HostTensor guarded = HostTensor.filled(all, all.dtype() == DType.BOOL ? 1 : GUARD);
        System.arraycopy(value.array(), 0, guarded.array(), guards, value.spec().elements());
        backend.upload(guarded, BufferView.of(buffer, all));
    }

    /**
     * Returns the value.
     *
     * @throws Broken if a guard was overwritten
     */
    HostTensor read(String what) {
        HostTensor guarded = HostTensor.zeros(all());
        backend.download(BufferView.of(buffer, guarded.spec()), guarded);
        double expected = guarded.dtype() == DType.BOOL ? 1 : GUARD;
        int elements = view.spec().elements();
        for (int i = 0; i < guarded.spec().elements(); i++) {
            boolean guard = i < guards || i >= guards + elements;
            if (guard && guarded.get(i) != expected) {
                throw new Broken(
                        what + ": wrote " + guarded.get(i) + " at " + (i - guards) + ", outside of " + view.spec());
            }
        }
        HostTensor value = HostTensor.zeros(view.spec());
        System.arraycopy(guarded.array(), guards, value.array(), 0, elements);
        return value;
    }

    private TensorSpec all() {
        return TensorSpec.of(view.spec().dtype(), view.spec().elements() + 2 * guards);
    }

    @Override
    public void close() {
        buffer.close();
    }
}
