package dev.cortado.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ImageResizerTest {

    @Test
    void sameSizeChangesNothingButTheOrderOfChannels() {
        byte[] rgb = {1, 2, 3, 4, 5, 6};
        assertThat(ImageResizer.resize(new DecodedImage(2, 1, rgb), ImageOptions.rgb(1, 2)))
                .containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void shrinkingAveragesSoThatNoPixelIsLost() {
        // Stripes of black and white: picking pixels would give all black or all white.
        DecodedImage stripes = gray(64, 64, (x, y) -> x % 2 == 0 ? 0 : 255);
        for (byte value : ImageResizer.resize(stripes, ImageOptions.gray(8, 8))) {
            assertThat(value & 0xFF).isBetween(120, 135);
        }
    }

    @Test
    void enlargingInterpolates() {
        DecodedImage two = gray(2, 1, (x, y) -> 100 * x);
        assertThat(ImageResizer.resize(two, ImageOptions.gray(1, 4).withFit(ImageOptions.Fit.SQUASH)))
                .containsExactly(0, 25, 75, 100);
    }

    @Test
    void halvingWeighsLikeATriangle() {
        DecodedImage ramp = gray(8, 1, (x, y) -> 16 * x);
        // Inside a ramp the mean is the middle; at the edges the triangle is cut.
        byte[] half = ImageResizer.resize(ramp, ImageOptions.gray(1, 4).withFit(ImageOptions.Fit.SQUASH));
        assertThat(half[1]).isEqualTo((byte) 40);
        assertThat(half[2]).isEqualTo((byte) 72);
        assertThat(half[0]).isEqualTo((byte) 11);
    }

    @Test
    void cropKeepsTheCentreAndSquashTheWhole() {
        // Black, white and black thirds.
        DecodedImage thirds = gray(90, 30, (x, y) -> x < 30 || x >= 60 ? 0 : 255);
        assertThat(ImageResizer.resize(thirds, ImageOptions.gray(30, 30))).containsOnly(-1);
        byte[] squashed = ImageResizer.resize(thirds, ImageOptions.gray(30, 30).withFit(ImageOptions.Fit.SQUASH));
        assertThat(squashed[0]).isZero();
        assertThat(squashed[15]).isEqualTo((byte) -1);
        assertThat(squashed[29]).isZero();
        DecodedImage upright = gray(30, 90, (x, y) -> y < 30 || y >= 60 ? 0 : 255);
        assertThat(ImageResizer.resize(upright, ImageOptions.gray(30, 30))).containsOnly(-1);
    }

    @Test
    void awkwardSizesKeepAConstantPicture() {
        int[] sizes = {1, 2, 3, 7, 13, 31, 207};
        for (int width : sizes) {
            for (int height : sizes) {
                DecodedImage constant = gray(width, height, (x, y) -> 77);
                for (int target : new int[] {1, 5, 64}) {
                    for (ImageOptions.Fit fit : ImageOptions.Fit.values()) {
                        assertThat(ImageResizer.resize(
                                        constant,
                                        ImageOptions.rgb(target, 2 * target).withFit(fit)))
                                .hasSize(6 * target * target)
                                .containsOnly(77);
                    }
                }
            }
        }
    }

    @Test
    void grayIsTheLumaOfTelevision() {
        byte[] rgb = {(byte) 200, 100, 50};
        assertThat(ImageResizer.resize(new DecodedImage(1, 1, rgb), ImageOptions.gray(1, 1)))
                .containsExactly((byte) 124);
    }

    @Test
    void refusesImpossibleOptions() {
        assertThatThrownBy(() -> new ImageOptions(2, 1, 1, ImageOptions.Fit.CROP))
                .hasMessage("channels must be 1 or 3, but are 2");
        assertThatThrownBy(() -> ImageOptions.rgb(0, 5))
                .hasMessage("height and width must be from 1 to 16384, but are 0 and 5");
    }

    private interface Value {
        int at(int x, int y);
    }

    private static DecodedImage gray(int width, int height, Value value) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) value.at(i / 3 % width, i / 3 / width);
        }
        return new DecodedImage(width, height, rgb);
    }
}
