package dev.cortado.cli;

import dev.cortado.api.Cost;
import dev.cortado.api.graph.Origin;
import dev.cortado.core.decorate.TimingBackend;
import dev.cortado.core.run.PlanReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How the time of a step is spread over the layers of a network, in the order in which they first run. */
final class LayerTimes {

    /** One layer, or several that were fused, in one stage of a step. */
    static final class Row {

        private final Origin origin;
        private final Set<String> kernels = new LinkedHashSet<>();
        private double seconds;
        private Cost cost = new Cost(0, 0);

        private Row(Origin origin) {
            this.origin = origin;
        }

        Origin origin() {
            return origin;
        }

        /** Returns the algorithms that serve it. */
        Set<String> kernels() {
            return kernels;
        }

        /** Returns the time of its kernels in one step. */
        double seconds() {
            return seconds;
        }

        /** Returns what its kernels cost in one step, by direct algorithms. */
        Cost cost() {
            return cost;
        }

        /** Returns operations per second, in units of 10^9. */
        double gflopPerSecond() {
            return seconds > 0 ? cost.flops() / seconds / 1e9 : 0;
        }
    }

    private final List<Row> rows;

    private LayerTimes(List<Row> rows) {
        this.rows = rows;
    }

    /** Runs a step, whose session must run on the watch, for as long as it should be measured, after a few runs that warm up. */
    static LayerTimes measure(TimingBackend watch, BenchStep step, double seconds) {
        // Kernels are tied to memory in the first run, one after another; what was folded before is not of the step.
        int before = watch.timings().size();
        step.run();
        List<TimingBackend.Timing> timings =
                watch.timings().subList(before, watch.timings().size());
        List<PlanReport.Row> plan = step.program().plan().rows();
        if (timings.size() != plan.size()) {
            throw new IllegalStateException(timings.size() + " kernels ran, but the plan has " + plan.size());
        }
        Stopwatch.repeat(step::run, seconds / 4);
        watch.reset();
        Stopwatch.repeat(step::run, seconds);
        Map<Origin, Row> rows = new LinkedHashMap<>();
        for (int i = 0; i < plan.size(); i++) {
            Row row = rows.computeIfAbsent(plan.get(i).origin(), Row::new);
            row.kernels.add(plan.get(i).kernel());
            row.seconds += timings.get(i).nanoseconds() / 1e9 / timings.get(i).runs();
            row.cost = row.cost.plus(plan.get(i).cost());
        }
        return new LayerTimes(new ArrayList<>(rows.values()));
    }

    List<Row> rows() {
        return rows;
    }

    /** Returns the time of all kernels of a step. */
    double seconds() {
        return rows.stream().mapToDouble(Row::seconds).sum();
    }
}
