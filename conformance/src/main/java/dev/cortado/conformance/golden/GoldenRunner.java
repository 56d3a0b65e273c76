package dev.cortado.conformance.golden;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.backend.Backend;
import dev.cortado.conformance.kit.GoldenTrial;
import dev.cortado.core.differentiate.Differentiator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs values and gradients of a folder of test vectors on a backend. */
public final class GoldenRunner {

    private static final String GRADIENT = "grad_";

    private final GoldenFolder folder;
    private final GoldenOperations operations = new GoldenOperations();

    private final DType floatType;

    /** Creates a runner of all cases of a folder, in float32. */
    public GoldenRunner(GoldenFolder folder) {
        this(folder, DType.FLOAT32);
    }

    /** Creates a runner of all cases of a folder, in a floating type. */
    public GoldenRunner(GoldenFolder folder, DType floatType) {
        this.folder = folder;
        this.floatType = floatType;
    }

    /** Runs every case that maps to operations. */
    public GoldenReport run(Backend backend) {
        List<String> passed = new ArrayList<>();
        Map<String, String> failed = new TreeMap<>();
        Map<String, String> unmapped = new TreeMap<>();
        try (GoldenTrial trial = new GoldenTrial(backend)) {
            for (GoldenCase golden : folder.all()) {
                try {
                    Optional<String> problem = run(golden, trial);
                    problem.ifPresentOrElse(text -> failed.put(golden.name(), text), () -> passed.add(golden.name()));
                } catch (Unmapped reason) {
                    unmapped.put(golden.name(), reason.getMessage());
                } catch (RuntimeException | LinkageError e) {
                    failed.put(golden.name(), "threw " + e);
                }
            }
        }
        return new GoldenReport(passed, failed, unmapped);
    }

    private Optional<String> run(GoldenCase golden, GoldenTrial trial) {
        GoldenTrace trace = new GoldenTrace(golden, floatType);
        Map<String, Tensor> results = operations.apply(trace);
        Map<String, HostTensor> expected = new LinkedHashMap<>();
        results.forEach((name, tensor) -> {
            trace.builder().output(name, tensor);
            expected.put(name, golden.tensor(name));
        });
        gradients(trace, results, expected);
        return trial.problem(trace.builder().build(), trace.values(), expected);
    }

    private static void gradients(GoldenTrace trace, Map<String, Tensor> results, Map<String, HostTensor> expected) {
        List<String> names = new ArrayList<>();
        List<Tensor> wrt = new ArrayList<>();
        trace.inputs().forEach((name, tensor) -> {
            if (trace.has(GRADIENT + name)) {
                names.add(name);
                wrt.add(tensor);
            }
        });
        if (names.isEmpty()) {
            return;
        }
        Tensor sum = null;
        for (Map.Entry<String, Tensor> result : results.entrySet()) {
            String upstream = GRADIENT + result.getKey();
            if (trace.has(upstream)) {
                Tensor weights =
                        trace.tensor(upstream).reshape(result.getValue().shape());
                Tensor term = result.getValue().multiply(weights).sum();
                sum = sum == null ? term : sum.add(term);
            }
        }
        List<Tensor> gradients = new Differentiator(trace.builder()).gradients(sum, wrt);
        for (int i = 0; i < names.size(); i++) {
            String name = GRADIENT + names.get(i);
            trace.builder().output(name, gradients.get(i));
            expected.put(name, trace.golden().tensor(name));
        }
    }
}
