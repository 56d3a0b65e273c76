package dev.cortado.api.violation;

import com.google.inject.Injector;
import dev.cortado.backend.cpu.CpuPlugin;

/** Breaks rules on purpose: api must see nothing but the JDK, and nobody compiles against a backend. */
public final class ApiSeesGuice {

    Injector injector;

    CpuPlugin backend;

    ThreadLocal<String> context;
}
