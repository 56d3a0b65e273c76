package dev.cortado.backend.cpu.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Origin;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.BatchNormGradient;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Constant;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.RectifierGradient;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Select;
import dev.cortado.backend.cpu.kernel.convolution.FusedConvolution;
import dev.cortado.backend.cpu.kernel.last.ChannelsLast;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import dev.cortado.backend.cpu.kernel.matmul.FusedMatMul;
import dev.cortado.backend.cpu.kernel.normalize.RectifiedGradient;
import dev.cortado.backend.cpu.kernel.normalize.RectifiedTraining;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FusionTest {

    private static final BatchNormTraining NORM = new BatchNormTraining(1e-5);

    private final List<Graph.Input> inputs = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Graph.Output> outputs = new ArrayList<>();
    private int values;

    private Value input(int... sizes) {
        Value value = new Value(values++, TensorSpec.of(DType.FLOAT32, sizes));
        inputs.add(new Graph.Input("input" + value.id(), value));
        return value;
    }

    private Value apply(Op op, Value... operands) {
        TensorSpec spec =
                op.infer(List.of(operands).stream().map(Value::spec).toList()).get(0);
        Value result = new Value(values++, spec);
        Origin origin = Origin.of("layer" + result.id(), Origin.Stage.FORWARD);
        nodes.add(new Node(op, List.of(operands), List.of(result), origin));
        return result;
    }

    private Value plusAlong(int axis, Value x, Value vector) {
        return apply(
                new Binary(Binary.Kind.ADD),
                x,
                apply(Broadcast.along(axis, x.spec().shape()), vector));
    }

    private void output(Value value) {
        outputs.add(new Graph.Output("output" + value.id(), value));
    }

    private List<Node> lower(LoweringRule rule, boolean supported) {
        Graph graph = new Graph(inputs, List.of(), nodes, outputs, List.of(), Optional.empty());
        GraphRewriter rewriter = new GraphRewriter(graph);
        rule.apply(rewriter, (op, in, out) -> supported);
        return rewriter.build().nodes();
    }

    private List<Node> lower(LoweringRule rule) {
        return lower(rule, true);
    }

    @Test
    void fusesConvolutionWithBiasAndRectifier() {
        Convolution op = Convolution.of(2);
        Value x = input(2, 3, 8, 8);
        Value w = input(4, 3, 3, 3);
        Value bias = input(4);
        Value y = apply(new Relu(), plusAlong(1, apply(op, x, w), bias));
        output(y);
        List<Node> lowered = lower(new ConvolutionFusion());
        assertThat(lowered).hasSize(1);
        Node fused = lowered.get(0);
        assertThat(fused.op()).isEqualTo(new FusedConvolution(op, true, Activation.RELU));
        assertThat(fused.inputs()).containsExactly(x, w, bias);
        assertThat(fused.outputs()).containsExactly(y);
        assertThat(fused.origin().paths()).hasSize(4);
    }

    @Test
    void fusesWhatThereIs() {
        Value x = input(2, 3, 8, 8);
        Value w = input(4, 3, 3, 3);
        output(plusAlong(1, apply(Convolution.of(2), x, w), input(4)));
        output(apply(new Relu(), apply(Convolution.of(2), x, w)));
        assertThat(lower(new ConvolutionFusion()).stream().map(Node::op))
                .containsExactlyInAnyOrder(
                        new FusedConvolution(Convolution.of(2), true, Activation.NONE),
                        new FusedConvolution(Convolution.of(2), false, Activation.RELU));
    }

    @Test
    void fusesConvolutionWithFixedNormalization() {
        Convolution op = Convolution.of(2);
        BatchNormInference norm = new BatchNormInference(1e-5);
        Value x = input(2, 3, 8, 8);
        Value w = input(4, 3, 3, 3);
        Value scale = input(4);
        Value shift = input(4);
        Value mean = input(4);
        Value variance = input(4);
        output(apply(new Relu(), apply(norm, apply(op, x, w), scale, shift, mean, variance)));
        Node fused = lower(new ConvolutionFusion()).get(0);
        assertThat(fused.op()).isEqualTo(new FusedConvolution(op, false, Optional.of(norm), Activation.RELU));
        assertThat(fused.inputs()).containsExactly(x, w, scale, shift, mean, variance);
    }

    @Test
    void keepsWhatOthersRead() {
        Value y = apply(Convolution.of(2), input(2, 3, 8, 8), input(4, 3, 3, 3));
        Value sum = plusAlong(1, y, input(4));
        output(apply(new Relu(), sum));
        output(sum);
        assertThat(lower(new ConvolutionFusion()).stream().map(Node::op))
                .containsExactly(new FusedConvolution(Convolution.of(2), true, Activation.NONE), new Relu());
        output(y);
        assertThat(lower(new ConvolutionFusion())).hasSize(4);
    }

    @Test
    void leavesAloneWhatIsNoVectorAlongTheChannels() {
        Value y = apply(Convolution.of(2), input(2, 6, 8, 8), input(6, 6, 3, 3));
        output(plusAlong(2, y, input(6)));
        Value z = apply(Convolution.of(2), input(2, 6, 8, 8), input(6, 6, 3, 3));
        output(plusAlong(1, z, input(1)));
        assertThat(lower(new ConvolutionFusion())).hasSize(6);
    }

    @Test
    void leavesAloneWhatHasNoKernel() {
        Value y = apply(Convolution.of(2), input(2, 3, 8, 8), input(4, 3, 3, 3));
        output(apply(new Relu(), y));
        assertThat(lower(new ConvolutionFusion(), false)).hasSize(2);
    }

    @Test
    void fusesProductWithBiasAndRectifier() {
        MatMul op = new MatMul(false, true);
        Value x = input(2, 8);
        Value w = input(5, 8);
        Value bias = input(5);
        Value y = apply(new Relu(), plusAlong(1, apply(op, x, w), bias));
        output(y);
        List<Node> lowered = lower(new MatMulFusion());
        assertThat(lowered).hasSize(1);
        assertThat(lowered.get(0).op()).isEqualTo(new FusedMatMul(op, Activation.RELU));
        assertThat(lowered.get(0).inputs()).containsExactly(x, w, bias);
    }

    @Test
    void fusesNormalizationWithTheRectifierUnlessOthersReadItsResult() {
        BatchNormTraining norm = new BatchNormTraining(1e-5);
        Value y = applyLast(new ChannelsLast(norm), input(2, 8, 8, 3), input(3), input(3))
                .get(0);
        Value z = apply(new Relu(), y);
        output(z);
        List<Node> lowered = lower(new NormalizationFusion());
        assertThat(lowered.stream().map(Node::op))
                .containsExactly(new ChannelsLast(new RectifiedTraining(norm, Activation.RELU)));
        assertThat(lowered.get(0).outputs().get(0)).isEqualTo(z);
        assertThat(lower(new NormalizationFusion(), false)).hasSize(2);
        output(y);
        assertThat(lower(new NormalizationFusion())).hasSize(2);
    }

    /** Returns the normalized value and what its gradient gives. */
    private List<Value> normalizeAndDifferentiate(boolean capped) {
        Value x = input(2, 8, 8, 3);
        Value scale = input(3);
        Value dy = input(2, 8, 8, 3);
        List<Value> forward = applyLast(new ChannelsLast(NORM), x, scale, input(3));
        Value z = forward.get(0);
        Value rectified = apply(new Relu(), z);
        Value result = rectified;
        Value passed = dy;
        if (capped) {
            Value over = apply(new ScalarBinary(Binary.Kind.GREATER_EQUAL, 6, false), z);
            result = apply(new Select(), over, filled(6, x), rectified);
            passed = apply(new Select(), over, filled(0, x), dy);
        }
        Value dz = apply(new RectifierGradient(0), rectified, passed);
        List<Value> backward =
                applyLast(new ChannelsLast(new BatchNormGradient(1e-5)), x, scale, forward.get(1), forward.get(2), dz);
        output(result);
        output(backward.get(0));
        return List.of(result, backward.get(0), rectified, dz);
    }

    private Value filled(double number, Value like) {
        Value scalar = apply(new Constant(HostTensor.filled(TensorSpec.of(DType.FLOAT32), number)));
        return apply(new Broadcast(like.spec().shape(), List.of()), scalar);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fusesTheGradientsOfNormalizationAndRectifier(boolean capped) {
        Activation rectifier = capped ? Activation.RELU6 : Activation.RELU;
        List<Value> values = normalizeAndDifferentiate(capped);
        List<Node> lowered = lower(new NormalizationFusion()).stream()
                .filter(node -> !(node.op() instanceof Constant))
                .toList();
        assertThat(lowered.stream().map(Node::op))
                .containsExactly(
                        new ChannelsLast(new RectifiedTraining(NORM, rectifier)),
                        new ChannelsLast(new RectifiedGradient(new BatchNormGradient(1e-5), rectifier)));
        assertThat(lowered.get(0).outputs().get(0)).isEqualTo(values.get(0));
        assertThat(lowered.get(1).outputs().get(0)).isEqualTo(values.get(1));
        assertThat(lowered.get(1).inputs()).hasSize(6);
    }

    @Test
    void leavesACappedRectifierWhosePartsOthersRead() {
        List<Value> values = normalizeAndDifferentiate(true);
        output(values.get(2));
        assertThat(lower(new NormalizationFusion())).isEqualTo(lower(new NormalizationFusion(), false));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesTheGradientOfARectifierThatOthersRead(boolean capped) {
        List<Value> values = normalizeAndDifferentiate(capped);
        output(values.get(3));
        assertThat(lower(new NormalizationFusion()).stream()
                        .map(node -> node.op().name()))
                .contains("cortado.batch_norm_gradient.channels_last", "cortado.rectifier_gradient");
    }

    private List<Value> applyLast(Op op, Value... operands) {
        List<Value> results = op
                .infer(List.of(operands).stream().map(Value::spec).toList())
                .stream()
                .map(spec -> new Value(values++, spec))
                .toList();
        nodes.add(new Node(op, List.of(operands), results, Origin.of("norm" + values, Origin.Stage.FORWARD)));
        return results;
    }

    @Test
    void aFusedOperationHasTheShapeOfWhatItReplaces() {
        Shape expected = Shape.of(2, 4, 6, 6);
        List<TensorSpec> operands = List.of(
                TensorSpec.of(DType.FLOAT32, 2, 3, 8, 8),
                TensorSpec.of(DType.FLOAT32, 4, 3, 3, 3),
                TensorSpec.of(DType.FLOAT32, 4));
        FusedConvolution fused = new FusedConvolution(Convolution.of(2), true, Activation.RELU);
        assertThat(fused.infer(operands).get(0).shape()).isEqualTo(expected);
    }
}
