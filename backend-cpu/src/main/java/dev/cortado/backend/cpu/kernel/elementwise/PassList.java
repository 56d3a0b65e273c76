package dev.cortado.backend.cpu.kernel.elementwise;

import dev.cortado.backend.cpu.kernel.VectorPath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** The passes of a chain over symbolic values, which get registers once all passes are known. */
final class PassList {

    private static final int END = Integer.MAX_VALUE;

    /** Tiles are whole vectors of the widest kind where that is possible. */
    private static final int LANES = 16;

    private static final int LONGEST_PERIOD = 2048;

    /** A value while passes are collected. */
    static final class Value {

        private final int input;
        private final boolean permanent;
        private int definition = -1;
        private int lastUse = -1;
        private int output = -1;
        private int register = -1;

        /** Creates a value, which is an operand if {@code input} is not -1, or else made by a pass. */
        private Value(int input, boolean permanent) {
            this.input = input;
            this.permanent = permanent;
        }
    }

    /** A pass before its places are known. */
    private record Pass(Value result, List<Value> operands, Function<Place[], Instruction> instruction) {}

    private final boolean vectors;
    private final List<Pass> head = new ArrayList<>();
    private final List<Pass> body = new ArrayList<>();
    private final List<Value> inputs = new ArrayList<>();
    private final List<Pass> tail = new ArrayList<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private int registers;
    private int tile;
    /** Tiles are a multiple of this many elements. */
    private int period = 1;

    PassList(boolean vectors) {
        this.vectors = vectors;
    }

    /** Returns an operand that is read where it stands. */
    Value input(int index) {
        Value value = new Value(index, true);
        inputs.add(value);
        return value;
    }

    /** Adds a pass without symbolic operands at the start of each run. */
    Value once(Function<Place, Instruction> instruction) {
        Value value = new Value(-1, true);
        head.add(new Pass(value, List.of(), places -> instruction.apply(places[0])));
        return value;
    }

    /** Adds a pass without symbolic operands. */
    Value load(Function<Place, Instruction> instruction) {
        return add(List.of(), places -> instruction.apply(places[0]));
    }

    /**
     * Adds a pass whose result comes again after some elements: once at the start of each run if tiles can begin where it
     * comes again, and else in each tile.
     */
    Value repeat(int after, Function<Place, Instruction> instruction) {
        long common = after > LONGEST_PERIOD ? after : leastCommonMultiple(period, after);
        if (common > LONGEST_PERIOD) {
            return load(instruction);
        }
        period = (int) common;
        return once(instruction);
    }

    private static long leastCommonMultiple(int a, int b) {
        long multiple = a;
        while (multiple % b != 0) {
            multiple += a;
        }
        return multiple;
    }

    /** Adds a pass that applies a function. */
    Value apply(Loops loops, Value... operands) {
        Loop loop = loops.choose(vectors);
        return add(List.of(operands), places -> {
            Place a = places[1];
            Place b = places.length > 2 ? places[2] : a;
            Place c = places.length > 3 ? places[3] : a;
            return new Instructions.Apply(loop, a, b, c, places[0]);
        });
    }

    private Value add(List<Value> operands, Function<Place[], Instruction> instruction) {
        Value value = new Value(-1, false);
        value.definition = body.size();
        operands.forEach(operand -> operand.lastUse = body.size());
        body.add(new Pass(value, operands, instruction));
        return value;
    }

    /** Lets a value be a result. */
    void store(Value value, int output, boolean truth) {
        if (!truth && !value.permanent && value.output < 0) {
            value.output = output;
            return;
        }
        value.lastUse = END;
        tail.add(new Pass(
                null,
                List.of(value),
                places -> truth
                        ? new Instructions.StoreTruth(places[1], output)
                        : new Instructions.Store(places[1], output)));
    }

    /** Tells whether no pass reads an operand after the one that writes a result. */
    boolean isDoneBefore(int input, int output) {
        int written = body.stream()
                .filter(pass -> pass.result.output == output)
                .mapToInt(pass -> pass.result.definition)
                .findFirst()
                .orElse(-1);
        return written >= 0 && inputs.stream().allMatch(value -> value.input != input || value.lastUse <= written);
    }

    /** Gives registers to all values and fixes the size of a tile; then the passes can be taken. */
    void assignRegisters() {
        for (Pass pass : head) {
            pass.result.register = registers++;
        }
        for (int i = 0; i < body.size(); i++) {
            for (Value operand : body.get(i).operands) {
                release(operand, i);
            }
            Value result = body.get(i).result;
            if (result.output < 0) {
                result.register = free.isEmpty() ? registers++ : free.pop();
                release(result, i);
            }
        }
        int wish = registers <= 4 ? 2048 : registers <= 10 ? 1024 : 512;
        long whole = leastCommonMultiple(period, LANES);
        int step = whole <= wish ? (int) whole : period;
        tile = Math.max(1, wish / step) * step;
    }

    private void release(Value value, int position) {
        if (!value.permanent && value.register >= 0 && value.lastUse <= position && !free.contains(value.register)) {
            free.push(value.register);
        }
    }

    int tile() {
        return tile;
    }

    int scratch() {
        return registers * stride();
    }

    /** Registers are a vector further apart than a tile is long, so that they do not compete for one cache set. */
    private int stride() {
        return tile + VectorPath.SLACK;
    }

    Instruction[] head() {
        return instructions(head);
    }

    Instruction[] body() {
        List<Pass> all = new ArrayList<>(body);
        all.addAll(tail);
        return instructions(all);
    }

    private Instruction[] instructions(List<Pass> passes) {
        return passes.stream().map(this::instruction).toArray(Instruction[]::new);
    }

    private Instruction instruction(Pass pass) {
        Place[] places = new Place[1 + pass.operands.size()];
        places[0] = pass.result == null ? null : place(pass.result);
        for (int i = 1; i < places.length; i++) {
            places[i] = place(pass.operands.get(i - 1));
        }
        return pass.instruction.apply(places);
    }

    private Place place(Value value) {
        if (value.input >= 0) {
            return new Place(Place.Kind.INPUT, value.input);
        }
        return value.output >= 0
                ? new Place(Place.Kind.OUTPUT, value.output)
                : new Place(Place.Kind.REGISTER, value.register * stride());
    }
}
