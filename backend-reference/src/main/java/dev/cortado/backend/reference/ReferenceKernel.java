package dev.cortado.backend.reference;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.Invocation;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.backend.reference.kernel.Binding;
import dev.cortado.backend.reference.kernel.Elements;
import java.util.ArrayList;
import java.util.List;

/** A primitive with the specs it was prepared for; it needs no workspace and never works in place. */
final class ReferenceKernel implements OpKernel {

    private final ReferenceBackend backend;
    private final Binding binding;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;

    ReferenceKernel(ReferenceBackend backend, Binding binding, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        this.backend = backend;
        this.binding = binding;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
    }

    @Override
    public String description() {
        return "plain loop";
    }

    @Override
    public Invocation bind(List<BufferView> in, List<BufferView> out, List<BufferView> workspace) {
        checkSpecs("operands", inputs, in);
        checkSpecs("results", outputs, out);
        List<ReferenceBuffer> buffers = new ArrayList<>();
        in.forEach(view -> buffers.add(backend.own(view)));
        out.forEach(view -> buffers.add(backend.own(view)));
        Runnable loop = binding.bind(elements(in), elements(out));
        return () -> {
            for (int i = 0; i < buffers.size(); i++) {
                buffers.get(i).array();
            }
            loop.run();
        };
    }

    private List<Elements> elements(List<BufferView> views) {
        return views.stream()
                .map(view -> new Elements(view.spec(), backend.own(view).array(), (int) view.offset()))
                .toList();
    }

    private static void checkSpecs(String which, List<TensorSpec> prepared, List<BufferView> views) {
        List<TensorSpec> given = views.stream().map(BufferView::spec).toList();
        if (!given.equals(prepared)) {
            throw new IllegalArgumentException(
                    "the kernel was prepared for " + which + " " + prepared + ", but is bound to " + given);
        }
    }
}
