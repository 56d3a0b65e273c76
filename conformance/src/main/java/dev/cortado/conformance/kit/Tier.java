package dev.cortado.conformance.kit;

import dev.cortado.api.CortadoException;
import dev.cortado.api.NearestNames;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How much is tried. */
public enum Tier {
    /** A few seconds: every operation, type and family once. */
    SMOKE(300, 450, 2, 1, 60),
    /** Up to three minutes: every case, long loops. */
    FULL(10_000, 1_000, 20, 4, 600),
    /** As long as it takes: what only shows after many runs. */
    SOAK(200_000, 2_000, 500, 40, 3_600);

    private final int steps;
    private final int checkedElements;
    private final int rounds;
    private final int seeds;
    private final int patience;

    Tier(int steps, int checkedElements, int rounds, int seeds, int patience) {
        this.steps = steps;
        this.checkedElements = checkedElements;
        this.rounds = rounds;
        this.seeds = seeds;
        this.patience = patience;
    }

    /**
     * Returns the tier of a name, in any case.
     *
     * @throws CortadoException if there is none
     */
    public static Tier named(String name) {
        for (Tier tier : values()) {
            if (tier.name().equalsIgnoreCase(name)) {
                return tier;
            }
        }
        List<String> names = Stream.of(values())
                .map(tier -> tier.name().toLowerCase(Locale.ROOT))
                .toList();
        throw CortadoException.user(
                "unknown-tier", null, "there is no tier '" + name + "'", NearestNames.hint(name, names));
    }

    /** Returns over how many training steps memory must stay flat. */
    public int steps() {
        return steps;
    }

    /** Returns up to how many elements the operands of cases in other types than float32 have. */
    int checkedElements() {
        return checkedElements;
    }

    /** Returns how often two threads repeat what they run at once. */
    int rounds() {
        return rounds;
    }

    /** Returns with how many seeds the operands of operations are made. */
    int seeds() {
        return seeds;
    }

    /** Returns how long the answer to one question may take. */
    Duration patience() {
        return Duration.ofSeconds(patience);
    }
}
