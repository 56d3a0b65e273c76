package dev.cortado.training.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists the public data sets that can be downloaded, from where their authors keep them. */
final class DownloadCatalog {

    private static final String MNIST = "https://ossci-datasets.s3.amazonaws.com/mnist/";
    private static final String FASHION = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";
    private static final String CIFAR = "https://www.cs.toronto.edu/~kriz/";

    private DownloadCatalog() {}

    /** Returns the files of each data set by its name. */
    static Map<String, List<RemoteFile>> standard() {
        Map<String, List<RemoteFile>> catalog = new LinkedHashMap<>();
        catalog.put(
                "mnist",
                List.of(
                        RemoteFile.in(
                                MNIST, "train-images-idx3-ubyte.gz", 9_912_422, "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
                        RemoteFile.in(MNIST, "train-labels-idx1-ubyte.gz", 28_881, "d53e105ee54ea40749a09fcbcd1e9432"),
                        RemoteFile.in(
                                MNIST, "t10k-images-idx3-ubyte.gz", 1_648_877, "9fb629c4189551a2d022fa330f9573f3"),
                        RemoteFile.in(MNIST, "t10k-labels-idx1-ubyte.gz", 4_542, "ec29112dd5afa0611ce80d1b7f02629c")));
        catalog.put(
                "fashion-mnist",
                List.of(
                        RemoteFile.in(
                                FASHION, "train-images-idx3-ubyte.gz", 26_421_880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
                        RemoteFile.in(
                                FASHION, "train-labels-idx1-ubyte.gz", 29_515, "25c81989df183df01b3e8a0aad5dffbe"),
                        RemoteFile.in(
                                FASHION, "t10k-images-idx3-ubyte.gz", 4_422_102, "bef4ecab320f06d8554ea6380940ec79"),
                        RemoteFile.in(
                                FASHION, "t10k-labels-idx1-ubyte.gz", 5_148, "bb300cfdad3c16e7a12a480ee83cd310")));
        catalog.put(
                "cifar10",
                List.of(RemoteFile.in(
                        CIFAR, "cifar-10-binary.tar.gz", 170_052_171, "c32a1d4ab5d03f1284b67883e8d87530")));
        return catalog;
    }
}
