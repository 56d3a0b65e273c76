package dev.cortado.core.run;

import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.Buffer;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.graph.Node;
import dev.cortado.core.lower.LoweredGraph;
import dev.cortado.core.plan.MemoryPlan;
import dev.cortado.core.plan.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What kernels made of weights and keep between runs; programs for the same weights share it, so that it lies in memory once. */
final class PreparedTensors implements AutoCloseable {

    private final Backend backend;
    private final List<Source> sources;
    private final List<Buffer> buffers = new ArrayList<>();
    private final boolean[] shared;

    /** What a tensor was made of: where this is equal, two tensors are probably equal as well. */
    private record Source(List<Storage> operands, int index, TensorSpec spec) {

        /** Constants have names within one program only. */
        boolean ofVariables() {
            return operands.stream().allMatch(Storage.State.class::isInstance);
        }
    }

    /** Allocates the tensors that a plan keeps. */
    PreparedTensors(Backend backend, LoweredGraph lowered, MemoryPlan plan) {
        this.backend = backend;
        this.sources = sources(lowered, plan);
        this.shared = new boolean[sources.size()];
        plan.kept().forEach(spec -> buffers.add(backend.allocate(spec.dtype(), spec.elements())));
    }

    /** Shares all tensors of another program, which stays their owner. */
    PreparedTensors(PreparedTensors owner) {
        this.backend = owner.backend;
        this.sources = owner.sources;
        this.shared = new boolean[sources.size()];
        Arrays.fill(shared, true);
        buffers.addAll(owner.buffers);
    }

    private static List<Source> sources(LoweredGraph lowered, MemoryPlan plan) {
        Source[] found = new Source[plan.kept().size()];
        for (int i = 0; i < plan.schedule().size(); i++) {
            Node node = plan.schedule().get(i);
            OpKernel kernel = lowered.kernels().get(node);
            List<Storage> places = plan.workspaces().get(i);
            for (int k = 0; k < places.size(); k++) {
                if (places.get(k) instanceof Storage.Kept kept) {
                    List<Storage> operands = kernel.preparedFrom().stream()
                            .map(operand -> plan.places().get(node.inputs().get(operand)))
                            .toList();
                    found[kept.index()] =
                            new Source(operands, k, kernel.workspace().get(k));
                }
            }
        }
        return List.of(found);
    }

    boolean isEmpty() {
        return buffers.isEmpty();
    }

    BufferView view(int index, TensorSpec spec) {
        return new BufferView(buffers.get(index), 0, spec);
    }

    /** Gives up each tensor that another program of the same backend holds with the same bits, and takes that one instead. */
    boolean shareWith(PreparedTensors other) {
        boolean changed = false;
        for (int i = 0; i < buffers.size(); i++) {
            int same = shared[i] ? -1 : other.sources.indexOf(sources.get(i));
            if (same >= 0 && sources.get(i).ofVariables() && content(i).equals(other.content(same))) {
                buffers.get(i).close();
                buffers.set(i, other.buffers.get(same));
                shared[i] = true;
                changed = true;
            }
        }
        return changed;
    }

    private HostTensor content(int index) {
        HostTensor value = HostTensor.zeros(sources.get(index).spec());
        backend.download(view(index, value.spec()), value);
        return value;
    }

    @Override
    public void close() {
        for (int i = 0; i < buffers.size(); i++) {
            if (!shared[i]) {
                buffers.get(i).close();
            }
        }
    }
}
