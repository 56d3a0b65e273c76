package dev.cortado.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cortado.api.CortadoException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DatasetDownloaderTest {

    private static final byte[] CONTENT = new byte[300_000];

    static {
        for (int i = 0; i < CONTENT.length; i++) {
            CONTENT[i] = (byte) (i * 31 + i / 1000);
        }
    }

    @TempDir
    Path root;

    private final List<String> requests = new ArrayList<>();
    private final List<Long> progress = new ArrayList<>();
    private HttpServer server;
    private int cutAfter = Integer.MAX_VALUE;
    private boolean knowsRanges = true;
    private byte[] served = CONTENT;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/file.bin", this::serve);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void downloadsAFileAndTellsItsProgress() throws IOException {
        Path folder = download(file("/file.bin"));
        assertThat(folder).isEqualTo(root.resolve("set"));
        assertThat(folder.resolve("file.bin")).hasBinaryContent(CONTENT);
        assertThat(progress).startsWith(0L).endsWith(300_000L).isSorted();
        assertThat(folder.resolve("file.bin.part")).doesNotExist();
        // A second time nothing is asked of the server.
        download(file("/file.bin"));
        assertThat(requests).containsExactly("null");
    }

    @Test
    void goesOnAfterACut() throws IOException {
        cutAfter = 120_000;
        assertThatThrownBy(() -> download(file("/file.bin")))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("the connection ended after 120000 of 300000 bytes; "
                        + "run the same command again to go on from there");
        assertThat(root.resolve("set/file.bin")).doesNotExist();
        cutAfter = Integer.MAX_VALUE;
        progress.clear();
        Path folder = download(file("/file.bin"));
        assertThat(folder.resolve("file.bin")).hasBinaryContent(CONTENT);
        assertThat(requests).containsExactly("null", "bytes=120000-");
        assertThat(progress).startsWith(120_000L).endsWith(300_000L);
    }

    @Test
    void beginsAgainWhereTheServerKnowsNoRanges() throws IOException {
        knowsRanges = false;
        partial(50_000);
        assertThat(download(file("/file.bin")).resolve("file.bin")).hasBinaryContent(CONTENT);
        assertThat(requests).containsExactly("bytes=50000-");
    }

    @Test
    void completePartIsOnlyChecked() throws IOException {
        partial(300_000);
        assertThat(download(file("/file.bin")).resolve("file.bin")).hasBinaryContent(CONTENT);
        assertThat(requests).isEmpty();
    }

    @Test
    void wrongChecksumIsRefusedAndDeleted() {
        served = CONTENT.clone();
        served[77] ^= 1;
        assertThatThrownBy(() -> download(file("/file.bin")))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("the MD5 sum of what was downloaded is " + md5(served)
                        + ", but that of the published file is " + md5(CONTENT))
                .extracting("code")
                .isEqualTo("checksum-mismatch");
        assertThat(root.resolve("set/file.bin")).doesNotExist();
        assertThat(root.resolve("set/file.bin.part")).doesNotExist();
    }

    @Test
    void moreThanThePublishedSizeIsNotStored() throws IOException {
        served = Arrays.copyOf(CONTENT, 5_000_000);
        assertThatThrownBy(() -> download(file("/file.bin")))
                .hasMessageContaining("the server sends more than the 300000 bytes of the published file");
        assertThat(Files.size(root.resolve("set/file.bin.part"))).isLessThanOrEqualTo(300_000);
    }

    @Test
    void notFoundTellsStatusAndWhereToPutTheFile() {
        assertThatThrownBy(() -> download(file("/none.bin")))
                .isInstanceOf(CortadoException.class)
                .hasMessage(uri("/none.bin")
                        + ": the server answered with status 404; get file.bin elsewhere and put it at "
                        + root.resolve("set/file.bin"));
    }

    @Test
    void unreachableServerIsAnErrorAndTheNextMirrorIsTried() throws IOException {
        URI dead = URI.create("http://127.0.0.1:1/file.bin");
        assertThatThrownBy(() -> download(new RemoteFile("file.bin", List.of(dead), 300_000, md5(CONTENT))))
                .isInstanceOf(CortadoException.class)
                .hasMessageStartingWith(dead + ": ")
                .extracting("code", "category")
                .containsExactly("download-failed", CortadoException.Category.RESOURCE);
        RemoteFile two = new RemoteFile("file.bin", List.of(dead, uri("/file.bin")), 300_000, md5(CONTENT));
        assertThat(download(two).resolve("file.bin")).hasBinaryContent(CONTENT);
    }

    @Test
    void damagedFileInPlaceIsReplaced() throws IOException {
        Path folder = Files.createDirectories(root.resolve("set"));
        Files.write(folder.resolve("file.bin"), new byte[300_000]);
        download(file("/file.bin"));
        assertThat(folder.resolve("file.bin")).hasBinaryContent(CONTENT);
    }

    @Test
    void unknownNameProposesTheNearest() {
        assertThatThrownBy(() -> new DatasetDownloader().download("mnits", root, (file, done, total) -> {}))
                .isInstanceOf(CortadoException.class)
                .hasMessage("there is no data set 'mnits' to download; "
                        + "did you mean 'mnist'? known: cifar10, fashion-mnist, mnist");
    }

    @Test
    void catalogHoldsThePublishedSizes() {
        DatasetDownloader downloader = new DatasetDownloader();
        assertThat(downloader.names()).containsExactly("mnist", "fashion-mnist", "cifar10");
        assertThat(downloader.bytes("mnist")).isEqualTo(11_594_722);
        assertThat(downloader.bytes("fashion-mnist")).isEqualTo(30_878_645);
        assertThat(downloader.bytes("cifar10")).isEqualTo(170_052_171);
    }

    @Test
    void namesThatLeadElsewhereAreRefused() {
        for (String name : List.of("../x", "a/b", "", ".hidden", "a\\b")) {
            assertThatThrownBy(() -> new RemoteFile(name, List.of(), 1, ""))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private Path download(RemoteFile file) {
        return new DatasetDownloader(Map.of("set", List.of(file)))
                .download("set", root, (name, done, total) -> progress.add(done));
    }

    private RemoteFile file(String path) {
        return new RemoteFile("file.bin", List.of(uri(path)), CONTENT.length, md5(CONTENT));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void partial(int bytes) throws IOException {
        Files.createDirectories(root.resolve("set"));
        Files.write(root.resolve("set/file.bin.part"), Arrays.copyOf(CONTENT, bytes));
    }

    private void serve(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        requests.add(String.valueOf(range));
        int from = 0;
        if (range != null && knowsRanges) {
            from = Integer.parseInt(range.substring(6, range.length() - 1));
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-299999/300000");
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, served.length - from);
        int to = Math.min(served.length, cutAfter);
        OutputStream out = exchange.getResponseBody();
        out.write(served, from, to - from);
        out.flush();
        // Where less was written than was announced, this cuts the connection.
        exchange.close();
    }

    static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
