package dev.cortado.backend.cpu.kernel.elementwise;

import dev.cortado.api.kernel.HostFrame;
import java.util.Arrays;

/** The kinds of passes of a chain. */
final class Instructions {

    private Instructions() {}

    /** Applies a function; places of operands that the function lacks are those of the first. */
    record Apply(Loop loop, Place a, Place b, Place c, Place y) implements Instruction {

        @Override
        public void run(HostFrame frame, float[] registers, int start, int n) {
            loop.run(
                    a.array(frame, registers),
                    a.index(frame, start),
                    b.array(frame, registers),
                    b.index(frame, start),
                    c.array(frame, registers),
                    c.index(frame, start),
                    y.array(frame, registers),
                    y.index(frame, start),
                    n);
        }
    }

    /** Fills a register with a number. */
    record Fill(float number, Place y) implements Instruction {

        @Override
        public void run(HostFrame frame, float[] registers, int start, int n) {
            int from = y.index(frame, start);
            Arrays.fill(registers, from, from + n, number);
        }
    }

    /** Fills a register with the one element of an operand. */
    record FillFrom(int input, Place y) implements Instruction {

        @Override
        public void run(HostFrame frame, float[] registers, int start, int n) {
            int from = y.index(frame, start);
            float number = frame.inputFloats(input)[frame.inputOffset(input)];
            Arrays.fill(registers, from, from + n, number);
        }
    }

    /** Loads truth values as 1 and 0. */
    record LoadTruth(int input, Place y) implements Instruction {

        @Override
        public void run(HostFrame frame, float[] registers, int start, int n) {
            byte[] bytes = (byte[]) frame.input(input);
            int from = frame.inputOffset(input) + start;
            int to = y.index(frame, start);
            float[] floats = y.array(frame, registers);
            for (int i = 0; i < n; i++) {
                floats[to + i] = bytes[from + i];
            }
        }
    }

    /** Loads integers, rounded to floats. */
    record LoadInts(int input, Place y) implements Instruction {

        @Override
        public void run(HostFrame frame, float[] registers, int start, int n) {
            int[] ints = (int[]) frame.input(input);
            int from = frame.inputOffset(input) + start;
            int to = y.index(frame, start);
            float[] floats = y.array(frame, registers);
            for (int i = 0; i < n; i++) {
                floats[to + i] = ints[from + i];
            }
        }
    }

    /** Loads 1 where a random word, unsigned, is large enough to keep an element, and 0 elsewhere. */
    record LoadKept(int input, int threshold, boolean vectors, Place y) implements Instruction {

        @Override
        public void run(HostFrame frame, float[] registers, int start, int n) {
            int[] words = (int[]) frame.input(input);
            int from = frame.inputOffset(input) + start;
            int to = y.index(frame, start);
            if (vectors) {
                VectorWords.kept(words, from, threshold, y.array(frame, registers), to, n);
            } else {
                ScalarWords.kept(words, from, threshold, y.array(frame, registers), to, n);
            }
        }
    }

    /** Copies a value that stands elsewhere to a result. */
    record Store(Place x, int output) implements Instruction {

        @Override
        public void run(HostFrame frame, float[] registers, int start, int n) {
            System.arraycopy(
                    x.array(frame, registers),
                    x.index(frame, start),
                    frame.outputFloats(output),
                    frame.outputOffset(output) + start,
                    n);
        }
    }

    /** Stores 1 and 0 as truth values. */
    record StoreTruth(Place x, int output) implements Instruction {

        @Override
        public void run(HostFrame frame, float[] registers, int start, int n) {
            byte[] bytes = (byte[]) frame.output(output);
            int to = frame.outputOffset(output) + start;
            int from = x.index(frame, start);
            float[] floats = x.array(frame, registers);
            for (int i = 0; i < n; i++) {
                bytes[to + i] = (byte) floats[from + i];
            }
        }
    }
}
