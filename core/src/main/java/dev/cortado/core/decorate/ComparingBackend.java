package dev.cortado.core.decorate;

import dev.cortado.api.CortadoException;
import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.core.run.SingleOp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs every kernel on a second backend as well, and keeps the worst difference of each operation.
 *
 * <p>The second backend gets the same operands, so differences do not add up from kernel to kernel.
 */
public final class ComparingBackend extends ForwardingBackend {

    private final Backend other;
    private final double limit;
    private final Map<String, Double> worst = new LinkedHashMap<>();
    private final List<SingleOp> programs = new ArrayList<>();

    /**
     * Creates a decorator; closing it closes both backends.
     *
     * @param delegate whose results are used
     * @param other whose results are compared
     * @param limit the largest difference allowed, relative to the largest magnitude of the result
     */
    public ComparingBackend(Backend delegate, Backend other, double limit) {
        super(delegate);
        this.other = other;
        this.limit = limit;
    }

    /** Returns the worst difference of each operation so far, relative to the largest magnitude of the result. */
    public Map<String, Double> worst() {
        return Map.copyOf(worst);
    }

    @Override
    protected Invocation around(Call call) {
        SingleOp program = new SingleOp(
                other, call.op(), call.inputs().stream().map(BufferView::spec).toList());
        programs.add(program);
        return () -> {
            List<HostTensor> operands = call.inputs().stream().map(this::fetch).toList();
            call.invocation().run();
            List<HostTensor> expected = program.run(operands);
            for (int i = 0; i < expected.size(); i++) {
                compare(call.op().name(), fetch(call.outputs().get(i)), expected.get(i));
            }
        };
    }

    private HostTensor fetch(BufferView view) {
        HostTensor value = HostTensor.zeros(view.spec());
        delegate().download(view, value);
        return value;
    }

    private void compare(String op, HostTensor mine, HostTensor theirs) {
        double scale = 1e-30;
        double difference = 0;
        for (int i = 0; i < mine.spec().elements(); i++) {
            double a = mine.get(i);
            double b = theirs.get(i);
            scale = Double.isFinite(b) ? Math.max(scale, Math.abs(b)) : scale;
            if (a == b || Double.isNaN(a) && Double.isNaN(b)) {
                continue;
            }
            difference = Math.max(difference, Double.isFinite(a - b) ? Math.abs(a - b) : Double.POSITIVE_INFINITY);
        }
        double relative = difference == 0 ? 0 : difference / scale;
        worst.merge(op, relative, Math::max);
        if (relative > limit) {
            throw CortadoException.backend(
                    name(),
                    "backends-disagree",
                    op,
                    "backends " + name() + " and " + other.name() + " differ by " + relative
                            + " of the largest value of " + mine.spec(),
                    "report it with this operation and shape; at most " + limit + " was allowed",
                    null);
        }
    }

    @Override
    public void close() {
        programs.forEach(SingleOp::close);
        other.close();
        super.close();
    }
}
