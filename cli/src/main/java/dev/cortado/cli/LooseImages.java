package dev.cortado.cli;

import dev.cortado.training.data.ImageFolderDataset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Says when images of a folder are left out because they lie in no class folder. */
final class LooseImages {

    private LooseImages() {}

    static void tell(Console console, String nameOrFolder) {
        try {
            Path folder = Path.of(nameOrFolder);
            int loose = Files.isDirectory(folder) ? ImageFolderDataset.looseImages(folder) : 0;
            if (loose > 0) {
                console.warn("note: " + (loose == 1 ? "one image" : loose + " images") + " in " + folder
                        + " left out: an image belongs into the folder of its class");
            }
        } catch (InvalidPathException noPath) {
            // the name of a data set
        }
    }
}
