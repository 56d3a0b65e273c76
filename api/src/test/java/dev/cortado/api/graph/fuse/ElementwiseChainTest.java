package dev.cortado.api.graph.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.ShapeException;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.fuse.ElementwiseChain.Result;
import dev.cortado.api.graph.fuse.ElementwiseChain.Step;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.Reverse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A chain and a repetition say at once what is wrong with them. */
class ElementwiseChainTest {

    private static final Step RELU = new Step(new Relu(), List.of(0));
    private static final TensorSpec THREE = TensorSpec.of(DType.FLOAT32, 3);

    @Test
    void takesAsManyOperandsAsItSays() {
        ElementwiseChain chain = new ElementwiseChain(1, List.of(RELU), List.of(new Result(1, 0)));
        assertThat(chain.infer(List.of(THREE))).containsExactly(THREE);
        assertThatThrownBy(() -> chain.infer(List.of()))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("takes 1 operands, but got 0");
        assertThatThrownBy(() -> chain.infer(List.of(THREE, THREE))).hasMessageContaining("but got 2");
    }

    @Test
    void refusesWhatCannotRun() {
        refuse(
                "neither elementwise nor a broadcast",
                1,
                List.of(new Step(Reverse.of(0), List.of(0))),
                new Result(1, -1));
        refuse(
                "step 0 takes value 1, but there are only 1",
                1,
                List.of(new Step(new Relu(), List.of(1))),
                new Result(1, -1));
        refuse("a result is value 2, but there are only 2", 1, List.of(RELU), new Result(2, -1));
        refuse("overwrites operand 1, but there are only 1", 1, List.of(RELU), new Result(1, 1));
        refuse("which step 1 still reads", 1, List.of(RELU, RELU), new Result(1, 0));
        refuse("two results overwrite operand 0", 1, List.of(RELU), new Result(1, 0), new Result(1, 0));
        refuse("make no chain", 1, List.of(RELU));
        refuse("make no chain", -1, List.of(), new Result(0, -1));
    }

    private static void refuse(String message, int operands, List<Step> steps, Result... results) {
        assertThatThrownBy(() -> new ElementwiseChain(operands, steps, List.of(results)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void repetitionsAreThoseOfFittingBroadcasts() {
        Broadcast rows = new Broadcast(Shape.of(3, 4), List.of(1));
        assertThat(Repetition.of(rows, Shape.of(4))).contains(new Repetition(4, 1));
        assertThat(Repetition.of(new Broadcast(Shape.of(3, 4), List.of(0)), Shape.of(3)))
                .contains(new Repetition(3, 4));
        assertThat(Repetition.of(new Broadcast(Shape.of(3, 0), List.of(1)), Shape.of(0)))
                .isEmpty();
        assertThatThrownBy(() -> Repetition.of(rows, Shape.of(5))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Repetition.of(new Broadcast(Shape.of(3, 4), List.of(0, 1)), Shape.of(4)))
                .isInstanceOf(ShapeException.class);
    }
}
