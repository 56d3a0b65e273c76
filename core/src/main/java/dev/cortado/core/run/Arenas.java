package dev.cortado.core.run;

import dev.cortado.api.DType;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.Buffer;
import java.util.EnumMap;
import java.util.Map;

/** The memory that all programs of a session share, one buffer per element type, as large as the largest needs. */
public final class Arenas implements AutoCloseable {

    private final Backend backend;
    private final Map<DType, Buffer> buffers = new EnumMap<>(DType.class);
    private int generation;

    /** Creates empty arenas on a backend. */
    public Arenas(Backend backend) {
        this.backend = backend;
    }

    /** Makes every arena at least so large; a larger one replaces the old, and its content is lost. */
    public void reserve(Map<DType, Integer> elements) {
        elements.forEach((dtype, needed) -> {
            Buffer present = buffers.get(dtype);
            if (present == null || present.elements() < needed) {
                if (present != null) {
                    present.close();
                }
                buffers.put(dtype, backend.allocate(dtype, needed));
                generation++;
            }
        });
    }

    /** Returns a number that changes whenever an arena was replaced and programs must bind again. */
    public int generation() {
        return generation;
    }

    /** Returns the arena of a type. */
    public Buffer buffer(DType dtype) {
        return buffers.get(dtype);
    }

    @Override
    public void close() {
        buffers.values().forEach(Buffer::close);
        buffers.clear();
    }
}
