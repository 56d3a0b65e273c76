package dev.cortado.cli;

import dev.cortado.api.plugin.ComponentSpec;

/**
 * How a model is trained where the user does not say.
 *
 * @param epochs times through the data
 * @param batch images per step
 * @param learningRate the base rate
 * @param optimizer the optimizer
 * @param schedule how the rate changes
 */
record TrainDefaults(int epochs, int batch, double learningRate, ComponentSpec optimizer, ComponentSpec schedule) {

    private static final ComponentSpec COSINE = ComponentSpec.of("cosine");
    private static final ComponentSpec ADAM = ComponentSpec.of("adam");

    /** Returns the defaults of a built-in model, or those for models of your own. */
    static TrainDefaults of(String model) {
        switch (model) {
            case "vgg-small":
            case "resnet-8":
            case "resnet-18":
            case "mobilenet-v2":
                return new TrainDefaults(12, 64, 0.001, ComponentSpec.of("adamw"), COSINE);
            case "lenet":
                return new TrainDefaults(5, 64, 0.001, ADAM, COSINE);
            case "linear":
                return new TrainDefaults(8, 64, 0.001, ADAM, COSINE);
            default:
                return new TrainDefaults(10, 64, 0.001, ADAM, COSINE);
        }
    }
}
