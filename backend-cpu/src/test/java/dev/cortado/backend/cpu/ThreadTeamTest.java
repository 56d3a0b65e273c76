package dev.cortado.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadTeamTest {

    /** Counts how often each tile runs, and fails in one tile. */
    private static final class Counting implements HostKernel {

        private final AtomicIntegerArray counts;
        private final int failing;
        private final AtomicInteger done = new AtomicInteger();
        private volatile boolean early;

        Counting(int tiles, int failing) {
            this.counts = new AtomicIntegerArray(tiles);
            this.failing = failing;
        }

        @Override
        public int phases() {
            return 2;
        }

        @Override
        public int tiles(int phase) {
            return counts.length();
        }

        @Override
        public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
            for (int tile = from; tile < to; tile++) {
                counts.incrementAndGet(tile);
                early |= phase == 1 && done.get() < counts.length();
                if (tile == failing) {
                    throw new IllegalArgumentException("tile " + tile);
                }
                done.incrementAndGet();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void runsEveryTileOnceInEachPhase(int threads) {
        try (ThreadTeam team = new ThreadTeam(threads)) {
            for (int tiles : new int[] {0, 1, 2, 5, 100}) {
                Counting kernel = new Counting(tiles, -1);
                team.run(kernel, null, 0);
                assertThat(kernel.early).isFalse();
                for (int tile = 0; tile < tiles; tile++) {
                    assertThat(kernel.counts.get(tile)).isEqualTo(2);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 9})
    void carriesExceptionsToTheCallerAndGoesOn(int failing) {
        try (ThreadTeam team = new ThreadTeam(3)) {
            assertThatThrownBy(() -> team.run(new Counting(10, failing), null, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("tile " + failing);
            Counting next = new Counting(10, -1);
            team.run(next, null, 0);
            assertThat(next.done).hasValue(20);
        }
    }

    @Test
    void forgetsWhatOtherThreadsThrewAtTheSameTime() {
        HostKernel broken = new HostKernel() {
            @Override
            public int tiles(int phase) {
                return 9;
            }

            @Override
            public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
                throw new IllegalArgumentException("tile " + from);
            }
        };
        try (ThreadTeam team = new ThreadTeam(3)) {
            assertThatThrownBy(() -> team.run(broken, null, 0)).isInstanceOf(IllegalArgumentException.class);
            Counting next = new Counting(10, -1);
            team.run(next, null, 0);
            assertThat(next.done).hasValue(20);
        }
    }

    /** A daemon that the system does not let run holds up nothing but the tiles that it has taken. */
    @Test
    void takesOverWhatASlowMemberLeaves() {
        CountDownLatch others = new CountDownLatch(12);
        AtomicBoolean held = new AtomicBoolean();
        HostKernel kernel = new HostKernel() {
            @Override
            public int tiles(int phase) {
                return 16;
            }

            @Override
            public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
                if (Thread.currentThread().getName().startsWith("cortado-cpu") && held.compareAndSet(false, true)) {
                    assertThat(to - from).isLessThanOrEqualTo(4);
                    await(others);
                    return;
                }
                for (int tile = from; tile < to; tile++) {
                    pause();
                    others.countDown();
                }
            }
        };
        try (ThreadTeam team = new ThreadTeam(2)) {
            team.run(kernel, null, 0);
            assertThat(held).isTrue();
            assertThat(others.getCount()).isZero();
        }
    }

    /** Long enough for the daemon to wake up and take a part. */
    private static void pause() {
        LockSupport.parkNanos(20_000_000);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void wakesAfterAPause() throws InterruptedException {
        try (ThreadTeam team = new ThreadTeam(2)) {
            for (int i = 0; i < 5; i++) {
                Counting kernel = new Counting(4, -1);
                team.run(kernel, null, 0);
                assertThat(kernel.done).hasValue(8);
                Thread.sleep(5);
            }
        }
    }
}
