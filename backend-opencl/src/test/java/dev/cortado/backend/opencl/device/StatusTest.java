package dev.cortado.backend.opencl.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import org.jocl.CL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTest {

    @ParameterizedTest
    @CsvSource({
        CL.CL_MEM_OBJECT_ALLOCATION_FAILURE + ", CL_MEM_OBJECT_ALLOCATION_FAILURE, device with more memory",
        CL.CL_OUT_OF_RESOURCES + ", CL_OUT_OF_RESOURCES, device with more memory",
        CL.CL_INVALID_BUFFER_SIZE + ", CL_INVALID_BUFFER_SIZE, device with more memory",
        CL.CL_OUT_OF_HOST_MEMORY + ", CL_OUT_OF_HOST_MEMORY, free memory of the machine"
    })
    void lackOfMemoryIsNamed(int code, String name, String fix) {
        CortadoException e = Status.failure(code, "taking 8 bytes", "card");
        assertThat(e.category()).isEqualTo(CortadoException.Category.RESOURCE);
        assertThat(e.code()).isEqualTo("out-of-memory");
        assertThat(e)
                .hasMessageContaining("card: taking 8 bytes failed with " + name)
                .hasMessageContaining(fix);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {CL.CL_DEVICE_NOT_AVAILABLE, CL.CL_INVALID_COMMAND_QUEUE, CL.CL_INVALID_CONTEXT, CL.CL_INVALID_DEVICE
            })
    void aLostDeviceIsNamed(int code) {
        CortadoException e = Status.failure(code, "waiting for the device", "card");
        assertThat(e.category()).isEqualTo(CortadoException.Category.RESOURCE);
        assertThat(e.code()).isEqualTo("device-lost");
        assertThat(e)
                .hasMessageContaining("card: waiting for the device failed with " + CL.stringFor_errorCode(code))
                .hasMessageContaining("open a new one");
    }

    @Test
    void whateverElseFailsIsTheBackendsFault() {
        assertThatCode(() -> Status.check(CL.CL_SUCCESS, "waiting", "card")).doesNotThrowAnyException();
        assertThatThrownBy(() -> Status.check(CL.CL_INVALID_KERNEL_ARGS, "queueing", "card"))
                .isInstanceOfSatisfying(CortadoException.class, e -> {
                    assertThat(e.category()).isEqualTo(CortadoException.Category.BACKEND);
                    assertThat(e.code()).isEqualTo("opencl-failure");
                })
                .hasMessageContaining("CL_INVALID_KERNEL_ARGS");
    }
}
