package dev.cortado.interop;

import dev.cortado.api.CortadoException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads text files whose size is checked before memory is taken. */
final class TextFile {

    private TextFile() {}

    static String read(Path file, long maxBytes) {
        try {
            if (Files.isDirectory(file)) {
                throw CortadoException.user("not-a-file", file.toString(), "this is a folder", "name a file in it");
            }
            long size = Files.size(file);
            if (size > maxBytes) {
                throw CortadoException.user(
                        "file-too-large",
                        file.toString(),
                        "it has " + size + " bytes, but such a file has at most " + maxBytes,
                        "check that this is the right file");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw notFound(file);
        } catch (CharacterCodingException e) {
            throw CortadoException.user(
                    "not-text", file.toString(), "it is not text in UTF-8", "check that this is the right file");
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static CortadoException notFound(Path file) {
        return CortadoException.user(
                "file-not-found",
                file.toString(),
                "there is no such file",
                "check the name; a relative one starts at " + Path.of("").toAbsolutePath());
    }

    static CortadoException unreadable(Path file, IOException cause) {
        return CortadoException.resource(
                "file-unreadable",
                file.toString(),
                "it cannot be read: " + AtomicFile.reason(cause),
                "check the disk and the permissions of the file",
                cause);
    }
}
