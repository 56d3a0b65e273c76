package dev.cortado.core.run;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BufferView;

/** Where a value is passed into a program; what was set stays until it is set again. */
public final class InputPort {

    private final String name;
    private final Backend backend;
    private final BufferView view;
    private final HostTensor scalar;
    private boolean set;

    InputPort(String name, Backend backend, TensorSpec spec) {
        this.name = name;
        this.backend = backend;
        this.view = BufferView.of(backend.allocate(spec.dtype(), spec.elements()), spec);
        this.scalar = spec.elements() == 1 ? HostTensor.zeros(spec) : null;
    }

    /** Returns type and shape. */
    public TensorSpec spec() {
        return view.spec();
    }

    /**
     * Copies a tensor in.
     *
     * @throws CortadoException if type or shape differ
     */
    public void set(HostTensor value) {
        if (!value.spec().equals(view.spec())) {
            throw CortadoException.user(
                    "input-mismatch",
                    "input '" + name + "'",
                    "the program takes " + view.spec() + ", but got " + value.spec(),
                    "pass a tensor of that type and shape, or compile a program for this one");
        }
        upload(value);
    }

    /** Sets a floating scalar. */
    public void set(double value) {
        checkScalar();
        scalar.set(0, value);
        upload(scalar);
    }

    /** Sets an int64 scalar. */
    public void set(long value) {
        checkScalar();
        if (view.spec().dtype() == DType.INT64) {
            scalar.longs()[0] = value;
        } else {
            scalar.set(0, value);
        }
        upload(scalar);
    }

    private void upload(HostTensor value) {
        backend.upload(value, view);
        set = true;
    }

    String name() {
        return name;
    }

    boolean isSet() {
        return set;
    }

    private void checkScalar() {
        if (scalar == null) {
            throw new IllegalArgumentException("input '" + name + "' is " + view.spec() + ", not a single number");
        }
    }

    BufferView view() {
        return view;
    }
}
