package dev.cortado.conformance.kit;

import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.op.Op;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a kernel in every way that core might, between guards and over garbage.
 *
 * <p>What is thrown is {@link Broken}, or whatever the backend threw.
 */
final class KernelTrial {

    private static final double HIGH = 1e30;
    private static final double LOW = -3;

    private final Backend backend;
    private final Op op;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;
    private final OpKernel kernel;

    KernelTrial(Backend backend, Trial trial, OpKernel kernel) {
        this.backend = backend;
        this.op = trial.op();
        this.inputs = trial.inputs();
        this.outputs = trial.results();
        this.kernel = kernel;
    }

    /** A kernel tied to regions. */
    private final class Setup implements AutoCloseable {

        private final List<Region> in = new ArrayList<>();
        private final List<Region> out;
        private final List<Region> work;
        private final Invocation invocation;

        Setup(OpKernel kernel, List<HostTensor> operands, double garbage) {
            operands.forEach(operand -> in.add(Region.holding(backend, operand)));
            out = Region.garbage(backend, outputs, garbage);
            work = Region.garbage(backend, kernel.workspace(), garbage);
            invocation = kernel.bind(views(in), views(out), views(work));
        }

        void litter(double garbage) {
            out.forEach(region -> region.litter(garbage));
            work.forEach(region -> region.litter(garbage));
        }

        /** Writes new values, but for some operands, and litters the results. */
        void changeTo(List<HostTensor> operands, List<Integer> except) {
            for (int i = 0; i < operands.size(); i++) {
                if (!except.contains(i)) {
                    in.get(i).write(operands.get(i));
                }
            }
            out.forEach(region -> region.litter(LOW));
        }

        List<HostTensor> run() {
            invocation.run();
            work.forEach(region -> region.read("workspace"));
            return out.stream().map(region -> region.read("result")).toList();
        }

        /** Other threads may be reading the workspace at the same time, so it must stay as it is. */
        List<HostTensor> runPrepared() {
            List<HostTensor> before =
                    work.stream().map(region -> region.read("workspace")).toList();
            invocation.runPrepared();
            for (int i = 0; i < work.size(); i++) {
                if (!same(before.get(i), work.get(i).read("workspace"))) {
                    throw new Broken("preparation", "a prepared run writes to its workspace");
                }
            }
            return out.stream().map(region -> region.read("result")).toList();
        }

        void expectOperands(List<HostTensor> operands) {
            for (int i = 0; i < operands.size(); i++) {
                if (!same(in.get(i).read("operand " + i), operands.get(i))) {
                    throw new Broken("operands", "changed operand " + i);
                }
            }
        }

        @Override
        public void close() {
            in.forEach(Region::close);
            out.forEach(Region::close);
            work.forEach(Region::close);
        }
    }

    private static List<BufferView> views(List<Region> regions) {
        return regions.stream().map(Region::view).toList();
    }

    /** Returns the results of a run; operands must stay as they are. */
    List<HostTensor> run(List<HostTensor> operands) {
        try (Setup setup = new Setup(kernel, operands, HIGH)) {
            List<HostTensor> results = setup.run();
            setup.expectOperands(operands);
            return results;
        }
    }

    /** Runs twice over different garbage; both must give the same bits. */
    List<HostTensor> runTwice(List<HostTensor> operands) {
        try (Setup setup = new Setup(kernel, operands, HIGH)) {
            List<HostTensor> first = setup.run();
            setup.litter(LOW);
            List<HostTensor> second = setup.run();
            setup.expectOperands(operands);
            expectSame("repetition", "a second run, over other garbage,", first, second);
            return first;
        }
    }

    /** Binds the kernel to two memories and runs both in turn; each must give what it gives alone. */
    void twoBindings(List<HostTensor> operands, List<HostTensor> others, OpKernel fresh) {
        List<HostTensor> alone;
        try (Setup setup = new Setup(fresh, others, HIGH)) {
            alone = setup.run();
        }
        try (Setup first = new Setup(kernel, operands, HIGH);
                Setup second = new Setup(kernel, others, LOW)) {
            List<HostTensor> before = first.run();
            expectSame("bindings", "a kernel that is bound twice", alone, second.run());
            first.litter(LOW);
            expectSame("bindings", "the first binding, run after the second,", before, first.run());
            // new values in the same memory: what a step of training does
            for (int i = 0; i < others.size(); i++) {
                first.in.get(i).write(others.get(i));
            }
            expectSame("bindings", "a run on new values in the same memory", alone, first.run());
        }
    }

    /**
     * Runs on the workspace of the run before, where the kernel can, while the operands that it was prepared from stay and the
     * others change; each time it must give what a full run gives.
     *
     * @param others operands of the same specs, of which those are taken that the kernel does not name
     * @param expected what a full run gives
     */
    void prepared(List<HostTensor> operands, List<HostTensor> others, List<HostTensor> expected) {
        List<Integer> from = kernel.preparedFrom();
        if (from.isEmpty()) {
            return;
        }
        if (from.stream().anyMatch(operand -> operand < 0 || operand >= operands.size())) {
            throw new Broken("preparation", "is prepared from operands " + from + " of " + operands.size());
        }
        List<HostTensor> start = new ArrayList<>(others);
        from.forEach(operand -> start.set(operand, operands.get(operand)));
        try (Setup setup = new Setup(kernel, start, HIGH)) {
            List<HostTensor> before = setup.run();
            setup.changeTo(operands, from);
            expectSame("preparation", "a prepared run on other operands", expected, setup.runPrepared());
            setup.expectOperands(operands);
            setup.changeTo(start, from);
            expectSame("preparation", "a second prepared run", before, setup.runPrepared());
            setup.expectOperands(start);
        }
    }

    /** Runs with a result in the memory of an operand where the kernel allows that. */
    void inPlace(List<HostTensor> operands, List<HostTensor> expected) {
        for (int o = 0; o < outputs.size(); o++) {
            int operand = kernel.inPlace(o);
            if (operand < 0) {
                continue;
            }
            if (operand >= inputs.size()
                    || inputs.get(operand).dtype() != outputs.get(o).dtype()
                    || inputs.get(operand).elements() != outputs.get(o).elements()) {
                throw new Broken("in place", "result " + o + " cannot take the memory of operand " + operand);
            }
            inPlace(operands, expected, o, operand);
        }
    }

    private void inPlace(List<HostTensor> operands, List<HostTensor> expected, int output, int operand) {
        List<Region> in = new ArrayList<>();
        operands.forEach(value -> in.add(Region.holding(backend, value)));
        List<Region> out = Region.garbage(backend, outputs, HIGH);
        List<Region> work = Region.garbage(backend, kernel.workspace(), HIGH);
        List<BufferView> results = new ArrayList<>(views(out));
        BufferView shared = in.get(operand).view();
        results.set(output, new BufferView(shared.buffer(), shared.offset(), outputs.get(output)));
        kernel.bind(views(in), results, views(work)).run();
        List<HostTensor> found = new ArrayList<>();
        for (int i = 0; i < out.size(); i++) {
            HostTensor value = (i == output ? in.get(operand) : out.get(i)).read("result in place");
            found.add(HostTensor.of(outputs.get(i), value.array()));
        }
        expectSame("in place", "result " + output + " in the memory of operand " + operand, expected, found);
        in.forEach(Region::close);
        out.forEach(Region::close);
        work.forEach(Region::close);
    }

    /** Returns the results with one memory for all operands of the first one's spec. */
    List<HostTensor> aliased(List<HostTensor> operands) {
        List<Region> in = new ArrayList<>();
        operands.forEach(value -> in.add(Region.holding(backend, value)));
        List<BufferView> views = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            views.add((inputs.get(i).equals(inputs.get(0)) ? in.get(0) : in.get(i)).view());
        }
        List<Region> out = Region.garbage(backend, outputs, HIGH);
        List<Region> work = Region.garbage(backend, kernel.workspace(), HIGH);
        kernel.bind(views, views(out), views(work)).run();
        List<HostTensor> results =
                out.stream().map(region -> region.read("result")).toList();
        if (!same(in.get(0).read("operand 0"), operands.get(0))) {
            throw new Broken("aliasing", "changed an operand that is given twice");
        }
        in.forEach(Region::close);
        out.forEach(Region::close);
        work.forEach(Region::close);
        return results;
    }

    private void expectSame(String check, String what, List<HostTensor> first, List<HostTensor> second) {
        for (int i = 0; i < first.size(); i++) {
            if (!same(first.get(i), second.get(i))) {
                throw new Broken(
                        check,
                        what + " gives other bits: result " + i + " "
                                + difference(first.get(i), second.get(i)) + " (kernel '" + kernel.description()
                                + "' of " + op.name() + ")");
            }
        }
    }

    /** Tells whether two tensors have the same bits, all NaN counting as one. */
    static boolean same(HostTensor a, HostTensor b) {
        return a.equals(b);
    }

    static String difference(HostTensor a, HostTensor b) {
        for (int i = 0; i < a.spec().elements(); i++) {
            if (Double.compare(a.get(i), b.get(i)) != 0) {
                return "element " + i + " is " + b.get(i) + ", was " + a.get(i);
            }
        }
        return "differs in the payload of a NaN";
    }
}
