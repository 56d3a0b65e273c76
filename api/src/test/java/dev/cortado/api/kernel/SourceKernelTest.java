package dev.cortado.api.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SourceKernelTest {

    private static SourceKernel with(Number argument) {
        return new SourceKernel("kernel void f() {}", "f", List.of(argument), List.of(1L), List.of());
    }

    @Test
    void takesIntsAndFloats() {
        assertThat(with(3).arguments()).containsExactly(3);
        assertThat(with(0.5f).arguments()).containsExactly(0.5f);
    }

    @Test
    void refusesWhatWouldBeNarrowed() {
        assertThatThrownBy(() -> with(0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("kernel f: argument 0.1 is a Double, and only Integer and Float are passed on");
        assertThatThrownBy(() -> with(1L << 40)).hasMessageContaining("is a Long");
    }
}
