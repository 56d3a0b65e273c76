package dev.cortado.backend.cpu.kernel.last;

import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;

/** Moves the channels of float32 images, element by element. */
public final class Layouts {

    private Layouts() {}

    /** Returns an image with its channels last. */
    public static HostTensor last(HostTensor image) {
        HostTensor moved = HostTensor.zeros(ChannelsLast.last(image.spec()));
        move(image.shape(), (first, last) -> moved.floats()[last] = image.floats()[first]);
        return moved;
    }

    /** Returns an image with its channels first. */
    public static HostTensor first(HostTensor image) {
        HostTensor moved = HostTensor.zeros(ChannelsLast.first(image.spec()));
        move(moved.shape(), (first, last) -> moved.floats()[first] = image.floats()[last]);
        return moved;
    }

    private interface Move {

        void run(int first, int last);
    }

    private static void move(Shape first, Move move) {
        int plane = first.size(2) * first.size(3);
        int channels = first.size(1);
        for (int i = 0; i < first.elements(); i++) {
            int image = i / (channels * plane);
            int channel = i / plane % channels;
            move.run(i, (image * plane + i % plane) * channels + channel);
        }
    }
}
