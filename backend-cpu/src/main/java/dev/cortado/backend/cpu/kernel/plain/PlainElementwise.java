package dev.cortado.backend.cpu.kernel.plain;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Cast;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Select;
import dev.cortado.api.op.Unary;
import java.util.List;
import java.util.Optional;

/** Prepares plain loops for elementwise primitives on all types. */
public final class PlainElementwise implements HostKernel.Factory {

    @Override
    public Optional<HostKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, HostTarget target) {
        if (op instanceof Unary unary) {
            return Optional.of(new UnaryKernel(unary.kind(), outputs.get(0)));
        }
        if (op instanceof Binary binary) {
            return Optional.of(new BinaryKernel(binary.kind(), inputs.get(0), outputs.get(0)));
        }
        if (op instanceof ScalarBinary scalar) {
            return Optional.of(new ScalarKernel(scalar, inputs.get(0), outputs.get(0)));
        }
        if (op instanceof Select) {
            return Optional.of(new SelectKernel(outputs.get(0)));
        }
        if (op instanceof Cast) {
            return Optional.of(new CastKernel(inputs.get(0).dtype(), outputs.get(0)));
        }
        return Optional.empty();
    }

    private static final class UnaryKernel extends PointKernel {

        private final Unary.Kind kind;
        private final DType dtype;

        UnaryKernel(Unary.Kind kind, TensorSpec spec) {
            super(spec.elements());
            this.kind = kind;
            this.dtype = spec.dtype();
        }

        @Override
        public int inPlace(int output) {
            return 0;
        }

        @Override
        void compute(HostFrame frame, int i) {
            int x = frame.inputOffset(0) + i;
            int y = frame.outputOffset(0) + i;
            if (dtype.isFloating()) {
                double value = Functions.real(kind, Numbers.real(frame.input(0), dtype, x));
                Numbers.setReal(frame.output(0), dtype, y, value);
            } else {
                long value = Functions.whole(kind, Numbers.whole(frame.input(0), dtype, x));
                Numbers.setWhole(frame.output(0), dtype, y, value);
            }
        }
    }

    private static final class BinaryKernel extends PointKernel {

        private final PairFunction function;

        BinaryKernel(Binary.Kind kind, TensorSpec x, TensorSpec y) {
            super(y.elements());
            this.function = new PairFunction(kind, x.dtype(), y.dtype());
        }

        @Override
        public int inPlace(int output) {
            return function.keepsType() ? 0 : -1;
        }

        @Override
        void compute(HostFrame frame, int i) {
            function.compute(
                    frame.input(0), frame.inputOffset(0) + i,
                    frame.input(1), frame.inputOffset(1) + i,
                    frame.output(0), frame.outputOffset(0) + i);
        }
    }

    private static final class ScalarKernel extends PointKernel {

        private final PairFunction function;
        private final boolean numberFirst;
        private final Object number;

        ScalarKernel(ScalarBinary op, TensorSpec x, TensorSpec y) {
            super(y.elements());
            this.function = new PairFunction(op.kind(), x.dtype(), y.dtype());
            this.numberFirst = op.numberFirst();
            this.number = HostTensor.filled(x.with(Shape.scalar()), op.number()).array();
        }

        @Override
        public int inPlace(int output) {
            return function.keepsType() ? 0 : -1;
        }

        @Override
        void compute(HostFrame frame, int i) {
            Object x = frame.input(0);
            int xi = frame.inputOffset(0) + i;
            int yi = frame.outputOffset(0) + i;
            if (numberFirst) {
                function.compute(number, 0, x, xi, frame.output(0), yi);
            } else {
                function.compute(x, xi, number, 0, frame.output(0), yi);
            }
        }
    }

    private static final class SelectKernel extends PointKernel {

        private final DType dtype;

        SelectKernel(TensorSpec spec) {
            super(spec.elements());
            this.dtype = spec.dtype();
        }

        @Override
        void compute(HostFrame frame, int i) {
            int taken = ((byte[]) frame.input(0))[frame.inputOffset(0) + i] != 0 ? 1 : 2;
            int x = frame.inputOffset(taken) + i;
            int y = frame.outputOffset(0) + i;
            if (dtype.isFloating()) {
                Numbers.setReal(frame.output(0), dtype, y, Numbers.real(frame.input(taken), dtype, x));
            } else {
                Numbers.setWhole(frame.output(0), dtype, y, Numbers.whole(frame.input(taken), dtype, x));
            }
        }
    }

    private static final class CastKernel extends PointKernel {

        private final DType from;
        private final DType to;

        CastKernel(DType from, TensorSpec y) {
            super(y.elements());
            this.from = from;
            this.to = y.dtype();
        }

        @Override
        void compute(HostFrame frame, int i) {
            Object x = frame.input(0);
            int xi = frame.inputOffset(0) + i;
            Object y = frame.output(0);
            int yi = frame.outputOffset(0) + i;
            if (to.isFloating()) {
                Numbers.setReal(y, to, yi, from.isFloating() ? Numbers.real(x, from, xi) : real(x, xi));
            } else {
                Numbers.setWhole(y, to, yi, from.isFloating() ? whole(Numbers.real(x, from, xi)) : integer(x, xi));
            }
        }

        /** Rounds once: a long that first became a double would be rounded twice on its way to a float. */
        private double real(Object x, int xi) {
            long value = Numbers.whole(x, from, xi);
            return to == DType.FLOAT32 ? (float) value : (double) value;
        }

        private long whole(double value) {
            return switch (to) {
                case BOOL -> value != 0 ? 1 : 0;
                case INT64 -> (long) value;
                default -> (int) value;
            };
        }

        private long integer(Object x, int xi) {
            long value = Numbers.whole(x, from, xi);
            return to == DType.BOOL && value != 0 ? 1 : value;
        }
    }
}
