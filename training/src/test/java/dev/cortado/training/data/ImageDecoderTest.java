package dev.cortado.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cortado.api.CortadoException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {

    @TempDir
    Path directory;

    /** The files of {@code decoded_rgb} are what libjpeg-turbo gives; 2 of 255 is what correct decoders differ by. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "china",
                "flower",
                "china_1x1",
                "china_17x1",
                "china_7x9",
                "china_33x31",
                "hopper_gray",
                "hopper_progressive",
                "hopper_restart",
                "hopper_rgb_420",
                "hopper_rgb_422",
                "hopper_rgb_444"
            })
    void jpegsGiveThePixelsOfAnotherDecoder(String name) {
        DecodedImage expected = ImageDecoder.decode(photo("decoded_rgb/" + name + ".png"));
        DecodedImage found = ImageDecoder.decode(photo(name + ".jpg"));
        assertThat(found.width()).isEqualTo(expected.width());
        assertThat(found.height()).isEqualTo(expected.height());
        assertThat(largestDifference(found, expected)).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "hopper_rgb.bmp, 0.001",
        "hopper_rgb_444.jpg, 4",
        "hopper.gif, 6",
        "hopper_palette.png, 6",
        "hopper_cmyk.jpg, 4",
        "hopper_wrong_extension.png, 6"
    })
    void otherFormatsGiveNearlyTheSamePicture(String name, double mean) {
        DecodedImage expected = ImageDecoder.decode(photo("hopper_rgb.png"));
        assertThat(meanDifference(ImageDecoder.decode(photo(name)), expected)).isLessThan(mean);
    }

    @Test
    void grayOfAnyDepthGivesTheStoredValues() {
        DecodedImage gray = ImageDecoder.decode(photo("hopper_gray.png"));
        DecodedImage colour = ImageDecoder.decode(photo("hopper_rgb.png"));
        for (int i = 0; i < gray.rgb().length; i += 3) {
            int luma = Math.round(0.299f * (colour.rgb()[i] & 0xFF)
                    + 0.587f * (colour.rgb()[i + 1] & 0xFF)
                    + 0.114f * (colour.rgb()[i + 2] & 0xFF));
            assertThat(gray.rgb()[i] & 0xFF).isBetween(luma - 1, luma + 1);
            assertThat(gray.rgb()[i + 1]).isEqualTo(gray.rgb()[i]);
            assertThat(gray.rgb()[i + 2]).isEqualTo(gray.rgb()[i]);
        }
        assertThat(ImageDecoder.decode(photo("hopper_gray16.png")).rgb()).isEqualTo(gray.rgb());
    }

    @Test
    void oneBitPictureIsBlackAndWhite() {
        byte[] rgb = ImageDecoder.decode(photo("hopper_1bit.png")).rgb();
        assertThat(rgb).containsOnly(0, -1).contains(0, -1);
    }

    @Test
    void transparencyIsLaidOnWhite() throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0xFF204060);
        image.setRGB(1, 0, 0x80000000);
        image.setRGB(2, 0, 0x00123456);
        Path file = directory.resolve("alpha.png");
        ImageIO.write(image, "png", file.toFile());
        assertThat(ImageDecoder.decode(file).rgb())
                .containsExactly(0x20, 0x40, 0x60, 127, 127, 127, (byte) 255, (byte) 255, (byte) 255);
    }

    @Test
    void alphaRampsOfPhotosEndInWhite() {
        DecodedImage opaque = ImageDecoder.decode(photo("hopper_rgb.png"));
        DecodedImage ramp = ImageDecoder.decode(photo("hopper_rgba.png"));
        for (int i = 0; i < ramp.rgb().length; i++) {
            assertThat(ramp.rgb()[i] & 0xFF).isGreaterThanOrEqualTo(opaque.rgb()[i] & 0xFF);
        }
        assertThat(meanDifference(ramp, opaque)).isGreaterThan(20);
    }

    /** The four files show one scene, so upright they are nearly equal; stored they are not. */
    @ParameterizedTest
    @ValueSource(ints = {3, 6, 8})
    void exifOrientationIsApplied(int orientation) {
        DecodedImage upright = ImageDecoder.decode(photo("Landscape_1.jpg"));
        DecodedImage turned = ImageDecoder.decode(photo("Landscape_" + orientation + ".jpg"));
        assertThat(turned.width()).isEqualTo(upright.width());
        assertThat(turned.height()).isEqualTo(upright.height());
        assertThat(meanDifference(turned, upright)).isLessThan(6);
    }

    @Test
    void exifSixTurnsClockwise() {
        DecodedImage stored = ImageDecoder.decode(photo("decoded_rgb/hopper_exif6.png"));
        DecodedImage upright = ImageDecoder.decode(photo("hopper_exif6.jpg"));
        assertThat(upright.width()).isEqualTo(stored.height());
        int right = stored.height() - 1;
        for (int x = 0; x < stored.width(); x++) {
            // The first stored row becomes the last column.
            int found = upright.rgb()[3 * (x * upright.width() + right)] & 0xFF;
            assertThat(found).isEqualTo(stored.rgb()[3 * x] & 0xFF);
        }
    }

    @Test
    void allEightOrientations() {
        // 1 2 3
        // 4 5 6
        DecodedImage stored = new DecodedImage(3, 2, triples(1, 2, 3, 4, 5, 6));
        int[][] expected = {
            {1, 2, 3, 4, 5, 6},
            {3, 2, 1, 6, 5, 4},
            {6, 5, 4, 3, 2, 1},
            {4, 5, 6, 1, 2, 3},
            {1, 4, 2, 5, 3, 6},
            {4, 1, 5, 2, 6, 3},
            {6, 3, 5, 2, 4, 1},
            {3, 6, 2, 5, 1, 4}
        };
        for (Orientation orientation : Orientation.values()) {
            DecodedImage upright = orientation.apply(stored);
            assertThat(upright.rgb()).as(orientation.name()).isEqualTo(triples(expected[orientation.ordinal()]));
            assertThat(upright.width()).isEqualTo(orientation.ordinal() < 4 ? 3 : 2);
        }
    }

    @Test
    void truncatedJpegIsAnError() {
        Path file = photo("hopper_truncated.jpg");
        assertThatThrownBy(() -> ImageDecoder.decode(file))
                .isInstanceOf(CortadoException.class)
                .hasMessage(file + ": is cut off: the picture ends before the last row; replace or delete the file");
    }

    @Test
    void truncatedPngIsAnError() throws IOException {
        byte[] whole = png(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB));
        assertUnreadable(Arrays.copyOf(whole, whole.length - 60), "cannot be decoded: ");
    }

    @Test
    void hugeHeaderIsRefusedBeforeMemoryIsTaken() throws IOException {
        byte[] bytes = png(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
        ByteBuffer header = ByteBuffer.wrap(bytes);
        header.putInt(16, 2_000_000_000).putInt(20, 2_000_000_000);
        CRC32 sum = new CRC32();
        sum.update(bytes, 12, 17);
        header.putInt(29, (int) sum.getValue());
        assertUnreadable(bytes, "is 2000000000 x 2000000000 pixels, but 1 to 64000000 pixels are accepted");
    }

    @Test
    void otherFilesAreNotImages() throws IOException {
        assertUnreadable(new byte[0], "is empty");
        assertUnreadable("no picture at all".getBytes(), "is not a JPEG, PNG, BMP or GIF image");
        Path missing = directory.resolve("missing.png");
        assertThatThrownBy(() -> ImageDecoder.decode(missing))
                .isInstanceOf(CortadoException.class)
                .hasMessageStartingWith(missing + ": cannot be decoded: ");
    }

    private void assertUnreadable(byte[] bytes, String message) throws IOException {
        Path file = Files.write(directory.resolve("bad.png"), bytes);
        assertThatThrownBy(() -> ImageDecoder.decode(file))
                .isInstanceOf(CortadoException.class)
                .hasMessageStartingWith(file + ": " + message)
                .extracting("code", "category")
                .containsExactly("image-unreadable", CortadoException.Category.USER);
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static byte[] triples(int... values) {
        byte[] rgb = new byte[3 * values.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) values[i / 3];
        }
        return rgb;
    }

    private static Path photo(String name) {
        Path photos = SharedData.directory("photos");
        assumeTrue(photos != null, SharedData.reason("photos"));
        return photos.resolve(name);
    }

    private static int largestDifference(DecodedImage a, DecodedImage b) {
        int largest = 0;
        for (int i = 0; i < a.rgb().length; i++) {
            largest = Math.max(largest, Math.abs((a.rgb()[i] & 0xFF) - (b.rgb()[i] & 0xFF)));
        }
        return largest;
    }

    private static double meanDifference(DecodedImage a, DecodedImage b) {
        assertThat(a.rgb()).hasSameSizeAs(b.rgb());
        double sum = 0;
        for (int i = 0; i < a.rgb().length; i++) {
            sum += Math.abs((a.rgb()[i] & 0xFF) - (b.rgb()[i] & 0xFF));
        }
        return sum / a.rgb().length;
    }
}
