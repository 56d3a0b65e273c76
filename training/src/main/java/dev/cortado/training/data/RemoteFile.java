package dev.cortado.training.data;

import java.net.URI;
import java.util.List;

/**
 * Describes a published file that can be downloaded.
 *
 * @param name the name that it gets here
 * @param mirrors where it is, the best first; the others are tried when one fails
 * @param bytes its exact size
 * @param md5 its MD5 sum as 32 hexadecimal digits, as its authors publish it
 */
public record RemoteFile(String name, List<URI> mirrors, long bytes, String md5) {

    /**
     * Checks that the name is a plain file name.
     *
     * @throws IllegalArgumentException if it could lead out of the folder of the data set
     */
    public RemoteFile {
        mirrors = List.copyOf(mirrors);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("not a plain file name: " + name);
        }
    }

    /** Returns the file {@code name} in a folder of the web. */
    static RemoteFile in(String folder, String name, long bytes, String md5) {
        return new RemoteFile(name, List.of(URI.create(folder + name)), bytes, md5);
    }
}
