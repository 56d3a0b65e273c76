package dev.cortado.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Writes what {@code bench} measured, for people and for programs. */
final class BenchText {

    /** Layers that take less of a step are counted, not listed. */
    private static final double WORTH_A_LINE = 0.005;

    private static final int PATHS_SHOWN = 2;

    private final int batch;
    private final Stopwatch times;
    private final double flops;
    private final OptionalDouble peak;

    /**
     * Takes the figures of the whole step.
     *
     * @param flops operations of one step, by direct algorithms
     * @param peak operations per second of the machine
     */
    BenchText(int batch, Stopwatch times, double flops, OptionalDouble peak) {
        this.batch = batch;
        this.times = times;
        this.flops = flops;
        this.peak = peak;
    }

    private double gflopPerSecond() {
        return flops / times.percentile(50) / 1e9;
    }

    /** Returns the line about the whole step. */
    String summary() {
        return String.format(
                        Locale.ROOT,
                        "%,.0f images/s; p50 %.3f ms, p99 %.3f ms of %,d runs; %.1f GFLOP/s by direct operations",
                        batch / times.percentile(50),
                        times.percentile(50) * 1e3,
                        times.percentile(99) * 1e3,
                        times.runs(),
                        gflopPerSecond())
                + (peak.isPresent()
                        ? String.format(
                                Locale.ROOT,
                                ", %s of the peak of %.0f",
                                ofPeak(gflopPerSecond()),
                                peak.getAsDouble() / 1e9)
                        : "; this backend measures no peak");
    }

    private String ofPeak(double gflopPerSecond) {
        return peak.isPresent() ? String.format(Locale.ROOT, "%.1f%%", percentOfPeak(gflopPerSecond)) : "-";
    }

    private Double percentOfPeak(double gflopPerSecond) {
        return peak.isPresent() ? gflopPerSecond * 1e11 / peak.getAsDouble() : null;
    }

    /** Returns the layers in the order in which they run, without those that hardly count. */
    TextTable table(LayerTimes layers) {
        TextTable table =
                new TextTable("llrrrrl").row("layer", "stage", "ms", "share", "GFLOP/s", "of peak", "kernels");
        List<LayerTimes.Row> small = new ArrayList<>();
        for (LayerTimes.Row row : layers.rows()) {
            if (row.seconds() < WORTH_A_LINE * layers.seconds()) {
                small.add(row);
                continue;
            }
            table.row(
                    layer(row.origin().paths()),
                    stage(row),
                    milliseconds(row.seconds()),
                    percent(row.seconds() / layers.seconds()),
                    String.format(Locale.ROOT, "%.1f", row.gflopPerSecond()),
                    ofPeak(row.gflopPerSecond()),
                    String.join("; ", row.kernels()));
        }
        if (!small.isEmpty()) {
            double seconds = small.stream().mapToDouble(LayerTimes.Row::seconds).sum();
            table.row(
                    small.size() + " more",
                    "",
                    milliseconds(seconds),
                    percent(seconds / layers.seconds()),
                    "",
                    "",
                    "each below " + percent(WORTH_A_LINE));
        }
        return table.row("together", "", milliseconds(layers.seconds()), percent(1), "", "", "all kernels of a step");
    }

    private static String layer(List<String> paths) {
        if (paths.size() <= PATHS_SHOWN) {
            return paths.isEmpty() ? "(no layer)" : String.join("+", paths);
        }
        return paths.get(0) + " and " + (paths.size() - 1) + " more";
    }

    private static String stage(LayerTimes.Row row) {
        return row.origin().stage().name().toLowerCase(Locale.ROOT);
    }

    private static String milliseconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds * 1e3);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", share * 100);
    }

    /** Adds the figures of the whole step. */
    void writeTo(Map<String, Object> tree) {
        tree.put("images_per_s", batch / times.percentile(50));
        tree.put("p50_ms", times.percentile(50) * 1e3);
        tree.put("p99_ms", times.percentile(99) * 1e3);
        tree.put("runs", times.runs());
        tree.put("gflop_per_s", gflopPerSecond());
        tree.put("peak_gflop_per_s", peak.isPresent() ? peak.getAsDouble() / 1e9 : null);
        tree.put("percent_of_peak", percentOfPeak(gflopPerSecond()));
    }

    /** Returns all layers as JSON. */
    List<Object> tree(LayerTimes layers) {
        List<Object> tree = new ArrayList<>();
        for (LayerTimes.Row row : layers.rows()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("layer", String.join("+", row.origin().paths()));
            entry.put("stage", stage(row));
            entry.put("kernels", List.copyOf(row.kernels()));
            entry.put("ms", row.seconds() * 1e3);
            entry.put("share", row.seconds() / layers.seconds());
            entry.put("flops", row.cost().flops());
            entry.put("gflop_per_s", row.gflopPerSecond());
            entry.put("percent_of_peak", percentOfPeak(row.gflopPerSecond()));
            tree.add(entry);
        }
        return tree;
    }
}
