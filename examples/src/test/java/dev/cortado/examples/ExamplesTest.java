package dev.cortado.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {

    @TempDir
    Path folder;

    @Test
    void digitsAreLearned() {
        assertThat(DigitsIn25Lines.train(2_000, 3)).isGreaterThan(0.8);
    }

    @Test
    void theSlopeOfTheCustomLayerIsLearned() {
        assertThat(CustomLayer.train(500, 2)).isNotEqualTo(1.0).isBetween(0.2, 5.0);
    }

    @Test
    void yourOwnImagesAreToldApart() throws IOException {
        for (int i = 0; i < 20; i++) {
            stripes(folder.resolve("images/across/" + i + ".png"), true, i);
            stripes(folder.resolve("images/along/" + i + ".png"), false, i);
        }
        Path photograph = stripes(folder.resolve("photograph.png"), false, 3);
        assertThat(YourOwnImages.run(folder.resolve("images"), folder.resolve("run"), photograph, 8))
                .isEqualTo("along");
    }

    @Test
    void theBackendsAgree() {
        assertThat(CompareBackends.run(20))
                .isNotEmpty()
                .allSatisfy((operation, difference) ->
                        assertThat(difference).as(operation).isLessThan(1e-4));
    }

    @Test
    void theReadmeExampleSavesAModel() {
        Path model = folder.resolve("digits.safetensors");
        ReadmeExample.run(500, 1, model);
        assertThat(model).isRegularFile();
    }

    private static Path stripes(Path file, boolean across, int phase) throws IOException {
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 40; x++) {
                boolean bright = ((across ? y : x) + phase) / 4 % 2 == 0;
                image.setRGB(x, y, bright ? 0xF0F0E0 : 0x302010 + phase);
            }
        }
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
