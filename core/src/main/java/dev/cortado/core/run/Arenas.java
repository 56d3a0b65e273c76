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
    private Object owner;
    private long time;

    /** Creates empty arenas on a backend. */
    public Arenas(Backend backend) {
        this.backend = backend;
    }

    /** Makes every arena at least so large; a larger one replaces the old, and its content is lost. */
    public void reserve(Map<DType, Long> elements) {
        elements.forEach((dtype, needed) -> {
            Buffer present = buffers.get(dtype);
            if (present == null || present.elements() < needed) {
                // if there is no memory for the larger one, programs that fit must find the arena gone, not closed
                generation++;
                buffers.remove(dtype);
                if (present != null) {
                    present.close();
                }
                buffers.put(dtype, backend.allocate(dtype, needed));
            }
        });
    }

    /** Returns a number that changes whenever an arena was replaced and programs must bind again. */
    public int generation() {
        return generation;
    }

    /** Returns a number that grows with each call: the time of a session, by which uses of programs are compared. */
    public long tick() {
        return ++time;
    }

    /** Notes which program uses the memory from now on. */
    public void owner(Object program) {
        owner = program;
    }

    /** Returns the program that used the memory last. */
    public Object owner() {
        return owner;
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
