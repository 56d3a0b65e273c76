package dev.cortado.backend.reference.golden;

import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.MatMul;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GoldenProductTest {

    private static final MatMul PLAIN = new MatMul(false, false);
    private static final MatMul BY_ROWS = new MatMul(false, true);

    @TestFactory
    Stream<DynamicTest> matmul() throws IOException {
        return GoldenData.tests(List.of("matmul"), golden -> {
            Shape left = golden.tensor("left").shape();
            Shape right = golden.tensor("right").shape();
            Shape y = golden.tensor("output").shape();
            int inner = left.size(-1);
            Golden.check(golden, "output", inner, in -> {
                Tensor a = left.rank() == 1 ? in.input("left").reshape(left.insert(0, 1)) : in.input("left");
                Tensor b = right.rank() == 1 ? in.input("right").reshape(right.insert(1, 1)) : in.input("right");
                Shape batch = Broadcast.common(batch(a), batch(b));
                Tensor product = a.broadcastTo(matrices(batch, a)).apply(PLAIN, b.broadcastTo(matrices(batch, b)));
                return product.reshape(y);
            });
            boolean plain = left.rank() == right.rank()
                    && left.rank() >= 2
                    && left.without(-1).without(-1).equals(right.without(-1).without(-1));
            if (plain) {
                Golden.check(
                        golden,
                        "grad_left",
                        right.size(-1),
                        in -> in.gradients(PLAIN, in.input("grad_output"), in.input("left"), in.input("right"))
                                .get(0));
                Golden.check(
                        golden,
                        "grad_right",
                        left.size(-2),
                        in -> in.gradients(PLAIN, in.input("grad_output"), in.input("left"), in.input("right"))
                                .get(1));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> linear() throws IOException {
        return GoldenData.tests(List.of("linear"), golden -> {
            Shape x = golden.tensor("input").shape();
            Shape w = golden.tensor("weight").shape();
            Shape y = golden.tensor("output").shape();
            int rows = x.elements(0, x.rank() - 1);
            Shape product = Shape.of(rows, w.size(0));
            Golden.check(golden, "output", w.size(1) + 1, in -> {
                Tensor result = in.input("input").reshape(rows, w.size(1)).apply(BY_ROWS, in.input("weight"));
                return (golden.has("bias") ? result.add(in.input("bias")) : result).reshape(y);
            });
            Golden.check(
                    golden,
                    "grad_input",
                    w.size(0),
                    in -> gradients(in, rows, product, w).get(0).reshape(x));
            Golden.check(
                    golden,
                    "grad_weight",
                    rows,
                    in -> gradients(in, rows, product, w).get(1));
        });
    }

    private static List<Tensor> gradients(Golden in, int rows, Shape product, Shape w) {
        return in.gradients(
                BY_ROWS,
                in.input("grad_output").reshape(product),
                in.input("input").reshape(rows, w.size(1)),
                in.input("weight"));
    }

    private static Shape batch(Tensor tensor) {
        return tensor.shape().without(-1).without(-1);
    }

    private static Shape matrices(Shape batch, Tensor tensor) {
        return batch.insert(batch.rank(), tensor.shape().size(-2))
                .insert(batch.rank() + 1, tensor.shape().size(-1));
    }
}
