package dev.cortado.core.run;

import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;

/** Where a result of a program is fetched; valid until the next run of any program of the session. */
public final class OutputPort {

    private final TensorSpec spec;
    private final Program program;
    private final int index;
    private final HostTensor scalar;

    OutputPort(Program program, int index, TensorSpec spec) {
        this.program = program;
        this.index = index;
        this.spec = spec;
        this.scalar = spec.elements() == 1 ? HostTensor.zeros(spec) : null;
    }

    /** Returns type and shape. */
    public TensorSpec spec() {
        return spec;
    }

    /** Copies the result to a host tensor of the same spec. */
    public void read(HostTensor target) {
        if (!target.spec().equals(spec)) {
            throw new IllegalArgumentException("the result is " + spec + ", but the target is " + target.spec());
        }
        program.download(index, target);
    }

    /** Returns the result in a new host tensor. */
    public HostTensor value() {
        HostTensor target = HostTensor.zeros(spec);
        read(target);
        return target;
    }

    /** Returns the result of a single element; allocates nothing. */
    public double scalar() {
        if (scalar == null) {
            throw new IllegalStateException("the result is " + spec + ", not a single number");
        }
        read(scalar);
        return scalar.get(0);
    }
}
