package dev.cortado.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cortado.api.Shape;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.layer.Layer;
import dev.cortado.layers.BatchNorm2d;
import dev.cortado.layers.Conv2d;
import dev.cortado.layers.Flatten;
import dev.cortado.layers.Linear;
import dev.cortado.layers.MaxPool2d;
import dev.cortado.layers.Relu;
import dev.cortado.layers.Sequential;
import dev.cortado.layers.model.NetworkRecipe;
import dev.cortado.layers.optimizer.Adam;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Nd4jRequired.class)
class MemoryTest {

    private static final int STEPS = 10_000;
    private static final long PAGE = 4096;

    /** What the heap may grow by besides; a leak of one byte per kernel and step would show. */
    private static final long ALLOWED = 40L << 20;

    /** All that makes a small convolutional network. */
    private record Tiny() implements NetworkRecipe {

        @Override
        public String name() {
            return "tiny";
        }

        @Override
        public String summary() {
            return "for this test";
        }

        @Override
        public Layer build(Shape image, int classes) {
            return Sequential.of(
                    Conv2d.of(3, 3),
                    BatchNorm2d.of(),
                    Relu.of(),
                    MaxPool2d.of(2),
                    Conv2d.of(4, 2),
                    Relu.of(),
                    Flatten.of(),
                    Linear.of(classes));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void tenThousandStepsTakeNoMemory() throws IOException {
        try (Steps steps =
                new Steps(new Nd4jProvider().create(BackendOptions.of(1)), new Tiny(), Adam.of(), 2, 1, 8, 8)) {
            for (int i = 0; i < STEPS / 10; i++) {
                steps.run(1e-4);
            }
            long before = residentBytes();
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long allocated =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < STEPS; i++) {
                steps.run(1e-4);
            }
            long garbage =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated;
            assertThat(residentBytes() - before).isLessThan(ALLOWED);
            System.out.println("a step on nd4j allocates " + garbage / STEPS + " bytes of garbage");
            assertThat(garbage / STEPS).isLessThan(PAGE);
        }
    }

    private static long residentBytes() throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]) * PAGE;
    }
}
