package dev.cortado.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;
import dev.cortado.api.data.Dataset;
import dev.cortado.api.random.RandomKey;
import dev.cortado.api.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatchLoaderTest {

    private static final Dataset NUMBERS = new NumberedDataset(103, 1, 2, 3);

    @Test
    void deliversEverySampleOnceAndASmallerLastBatch() {
        try (BatchLoader loader = new BatchLoader(NUMBERS, LoaderOptions.shuffled(10, 1))) {
            loader.start(0, 0);
            List<Integer> seen = new ArrayList<>();
            for (int number = 0; number < 11; number++) {
                Batch batch = loader.next();
                int count = number < 10 ? 10 : 3;
                assertThat(batch.number()).isEqualTo(number);
                assertThat(batch.count()).isEqualTo(count);
                assertThat(batch.shape()).isEqualTo(Shape.of(count, 1, 2, 3));
                assertThat(batch.images()).hasSize(count * 6);
                for (int i = 0; i < count; i++) {
                    int index = batch.indices()[i];
                    seen.add(index);
                    assertThat(batch.labels()[i]).isEqualTo(index % 10);
                    assertThat(Arrays.copyOfRange(batch.images(), i * 6, i * 6 + 6))
                            .containsOnly(index);
                }
            }
            assertThat(loader.next()).isNull();
            assertThat(loader.next()).isNull();
            assertThat(loader.batches()).isEqualTo(11);
            assertThat(seen)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 103).boxed().toList());
        }
    }

    @Test
    void orderIsTheDocumentedPermutation() {
        int[] expected = new RandomStream(RandomKey.of(5).derive("shuffle").derive(3)).permutation(103);
        assertThat(indices(LoaderOptions.shuffled(8, 5), 3, 0)).isEqualTo(expected);
        assertThat(indices(LoaderOptions.inOrder(8), 3, 0))
                .isEqualTo(IntStream.range(0, 103).toArray());
    }

    @Test
    void epochsAndSeedsDiffer() {
        int[] first = indices(LoaderOptions.shuffled(8, 5), 0, 0);
        assertThat(indices(LoaderOptions.shuffled(8, 5), 1, 0)).isNotEqualTo(first);
        assertThat(indices(LoaderOptions.shuffled(8, 6), 0, 0)).isNotEqualTo(first);
    }

    @Test
    void batchesDoNotDependOnThreadsOrPrefetch() {
        Augmentation augmentation = Augmentation.of(4, new RandomFlip(), new RandomCrop(1), new RandomRotation(20));
        LoaderOptions options = LoaderOptions.shuffled(7, 1).withAugmentation(augmentation);
        long expected = hash(options);
        for (int threads : new int[] {1, 2, 5}) {
            for (int prefetch : new int[] {1, 3, 40}) {
                assertThat(hash(options.withThreads(threads).withPrefetch(prefetch)))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void resumingGivesTheRestOfTheEpoch() {
        int[] whole = indices(LoaderOptions.shuffled(10, 2), 4, 0);
        for (int batch = 0; batch <= 11; batch++) {
            assertThat(indices(LoaderOptions.shuffled(10, 2).withThreads(3), 4, batch))
                    .isEqualTo(Arrays.copyOfRange(whole, Math.min(103, 10 * batch), 103));
        }
    }

    @Test
    void anEpochCanBeLeftAndStartedAgain() {
        try (BatchLoader loader =
                new BatchLoader(NUMBERS, LoaderOptions.shuffled(4, 2).withThreads(3))) {
            for (int round = 0; round < 200; round++) {
                loader.start(round, round % 5);
                for (int i = 0; i < round % 4; i++) {
                    assertThat(loader.next().number()).isEqualTo(round % 5 + i);
                }
            }
            loader.start(1, 0);
            assertThat(drain(loader)).isEqualTo(indices(LoaderOptions.shuffled(4, 2), 1, 0));
        }
    }

    @Test
    void heldBatchIsNotOverwrittenAndBuffersAreUsedAgain() throws Exception {
        Set<Batch> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
        try (BatchLoader loader = new BatchLoader(
                NUMBERS, LoaderOptions.inOrder(10).withThreads(2).withPrefetch(2))) {
            for (int epoch = 0; epoch < 3; epoch++) {
                loader.start(epoch, 0);
                for (Batch batch = loader.next(); batch != null; batch = loader.next()) {
                    buffers.add(batch);
                    Thread.sleep(2);
                    assertThat(batch.indices()[0]).isEqualTo(10 * batch.number());
                    assertThat(batch.images()[0]).isEqualTo(10 * batch.number());
                }
            }
        }
        // Three full ones (two ahead, one held) and one of the size of the last batch.
        assertThat(buffers).hasSize(4);
    }

    @Test
    void preparesNoMoreThanWasAskedFor() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        Dataset counting = new NumberedDataset(100, 1, 1, 1) {
            @Override
            public void read(int index, float[] target, int offset) {
                reads.incrementAndGet();
                super.read(index, target, offset);
            }
        };
        try (BatchLoader loader =
                new BatchLoader(counting, LoaderOptions.inOrder(10).withPrefetch(2))) {
            Thread.sleep(50);
            assertThat(reads).hasValue(0);
            loader.start(0, 0);
            loader.next();
            Thread.sleep(100);
            // The batch in hand and two ahead.
            assertThat(reads).hasValue(30);
        }
    }

    @Test
    void failureCarriesTheNameOfTheSampleAndComesInOrder() {
        Dataset broken = new NumberedDataset(30, 1, 1, 1) {
            @Override
            public void read(int index, float[] target, int offset) {
                if (index == 17) {
                    throw new IllegalStateException("disk gone");
                }
                super.read(index, target, offset);
            }
        };
        try (BatchLoader loader =
                new BatchLoader(broken, LoaderOptions.inOrder(10).withThreads(3))) {
            loader.start(0, 0);
            assertThat(loader.next().number()).isZero();
            for (int again = 0; again < 2; again++) {
                assertThatThrownBy(loader::next)
                        .isInstanceOf(CortadoException.class)
                        .hasMessage("numbered[17]: reading the sample failed: java.lang.IllegalStateException: "
                                + "disk gone; see the cause")
                        .hasRootCauseMessage("disk gone");
            }
            // The loader itself goes on.
            loader.start(1, 2);
            assertThat(loader.next().indices()[0]).isEqualTo(20);
        }
    }

    @Test
    void failureKeepsCategoryAndCodeOfAKnownError() {
        Dataset broken = new NumberedDataset(3, 1, 1, 1) {
            @Override
            public int label(int index) {
                throw CortadoException.user("image-unreadable", "a/b.jpg", "is empty", "delete it");
            }
        };
        try (BatchLoader loader = new BatchLoader(broken, LoaderOptions.inOrder(2))) {
            loader.start(0, 0);
            assertThatThrownBy(loader::next)
                    .hasMessage("numbered[0]: a/b.jpg: is empty; delete it")
                    .extracting("code", "category")
                    .containsExactly("image-unreadable", CortadoException.Category.USER);
        }
    }

    @Test
    void errorsOfAWorkerReachTheConsumerToo() {
        Dataset broken = new NumberedDataset(3, 1, 1, 1) {
            @Override
            public void read(int index, float[] target, int offset) {
                throw new StackOverflowError("deep");
            }
        };
        try (BatchLoader loader = new BatchLoader(broken, LoaderOptions.inOrder(2))) {
            loader.start(0, 0);
            assertThatThrownBy(loader::next)
                    .hasMessageStartingWith("numbered[0]: reading the sample failed: java.lang.StackOverflowError");
        }
    }

    @Test
    void closeStopsTheThreadsPromptlyAndWakesTheConsumer() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        Dataset stuck = new NumberedDataset(30, 1, 1, 1) {
            @Override
            public void read(int index, float[] target, int offset) {
                reading.countDown();
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        BatchLoader loader = new BatchLoader(stuck, LoaderOptions.inOrder(10).withThreads(2));
        loader.start(0, 0);
        List<Throwable> caught = Collections.synchronizedList(new ArrayList<>());
        Thread consumer = new Thread(() -> {
            try {
                loader.next();
            } catch (IllegalStateException e) {
                caught.add(e);
            }
        });
        consumer.start();
        assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
        long begin = System.nanoTime();
        loader.close();
        consumer.join(5_000);
        assertThat(System.nanoTime() - begin).isLessThan(3_000_000_000L);
        assertThat(caught).singleElement().extracting("message").isEqualTo("the batch loader of numbered is closed");
        assertThat(threads()).isZero();
        loader.close();
        assertThatThrownBy(() -> loader.start(0, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void emptyAndTinyDataSets() {
        try (BatchLoader loader = new BatchLoader(new NumberedDataset(0, 1, 1, 1), LoaderOptions.shuffled(4, 0))) {
            loader.start(0, 0);
            assertThat(loader.batches()).isZero();
            assertThat(loader.next()).isNull();
        }
        try (BatchLoader loader = new BatchLoader(new NumberedDataset(1, 3, 1, 1), LoaderOptions.shuffled(64, 0))) {
            loader.start(0, 0);
            assertThat(loader.next().shape()).isEqualTo(Shape.of(1, 3, 1, 1));
            assertThat(loader.next()).isNull();
        }
    }

    @Test
    void withoutStartThereIsNoBatch() {
        try (BatchLoader loader = new BatchLoader(NUMBERS, LoaderOptions.inOrder(10))) {
            assertThat(loader.next()).isNull();
            assertThatThrownBy(() -> loader.start(0, 12))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("batch 12 of 11");
        }
    }

    @Test
    void refusesNumbersBelowOne() {
        assertThatThrownBy(() -> LoaderOptions.inOrder(0))
                .hasMessage("batch size, threads and prefetch must be at least 1, but are 0, 1 and 4");
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cortado-loader-"))
                .count();
    }

    private static int[] indices(LoaderOptions options, long epoch, int firstBatch) {
        try (BatchLoader loader = new BatchLoader(NUMBERS, options)) {
            loader.start(epoch, firstBatch);
            return drain(loader);
        }
    }

    private static int[] drain(BatchLoader loader) {
        List<Integer> all = new ArrayList<>();
        for (Batch batch = loader.next(); batch != null; batch = loader.next()) {
            Arrays.stream(batch.indices()).forEach(all::add);
        }
        return all.stream().mapToInt(Integer::intValue).toArray();
    }

    private static long hash(LoaderOptions options) {
        long hash = 0;
        try (BatchLoader loader = new BatchLoader(StrokeDigits.train(50, 1), options)) {
            for (int epoch = 0; epoch < 2; epoch++) {
                loader.start(epoch, 0);
                for (Batch batch = loader.next(); batch != null; batch = loader.next()) {
                    hash = hash * 31 + Arrays.hashCode(batch.images());
                    hash = hash * 31 + Arrays.hashCode(batch.labels());
                }
            }
        }
        return hash;
    }
}
