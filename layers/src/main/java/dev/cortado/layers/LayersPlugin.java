package dev.cortado.layers;

import dev.cortado.api.layer.Initializer;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.CortadoPlugin;
import dev.cortado.api.train.Loss;
import dev.cortado.api.train.Optimizer;
import dev.cortado.api.train.Schedule;
import dev.cortado.layers.initializer.InitializerTypes;
import dev.cortado.layers.loss.MeanSquaredError;
import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
import dev.cortado.layers.optimizer.Adam;
import dev.cortado.layers.optimizer.AdamW;
import dev.cortado.layers.optimizer.Sgd;
import dev.cortado.layers.schedule.ConstantSchedule;
import dev.cortado.layers.schedule.CosineSchedule;
import dev.cortado.layers.schedule.StepSchedule;
import java.util.List;

/** Registers the built-in layers, losses, optimizers, schedules and initializers, as any plug-in registers its own. */
public final class LayersPlugin implements CortadoPlugin {

    /** Creates the plug-in; called by {@link java.util.ServiceLoader}. */
    public LayersPlugin() {}

    @Override
    public String id() {
        return "dev.cortado.layers";
    }

    @Override
    public List<ComponentType<Layer>> layers() {
        return List.of(
                Conv2d.type(),
                MaxPool2d.type(),
                AvgPool2d.type(),
                SumPool2d.type(),
                GlobalAvgPool2d.type(),
                Linear.type(),
                Flatten.type(),
                Relu.type(),
                Relu6.type(),
                LeakyRelu.type(),
                Sigmoid.type(),
                Tanh.type(),
                Softmax.type(),
                BatchNorm2d.type(),
                Dropout.type(),
                Sequential.type(),
                Residual.type());
    }

    @Override
    public List<ComponentType<Optimizer>> optimizers() {
        return List.of(Sgd.type(), Adam.type(), AdamW.type());
    }

    @Override
    public List<ComponentType<Loss>> losses() {
        return List.of(SoftmaxCrossEntropyLoss.type(), MeanSquaredError.type());
    }

    @Override
    public List<ComponentType<Schedule>> schedules() {
        return List.of(ConstantSchedule.type(), StepSchedule.type(), CosineSchedule.type());
    }

    @Override
    public List<ComponentType<Initializer>> initializers() {
        return InitializerTypes.all();
    }
}
