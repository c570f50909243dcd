package dev.holograph.chaos.slo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Writes that the system said it has, in the order in which it said so.
 *
 * <p>Ids of a run differ in their last characters and come in the order of time, so of each write only the difference to
 * the one before it is kept: about 10 bytes, where a list of strings needs 90. That is why they are read one after the
 * other and not by their number.
 */
public final class Acknowledgements implements Iterable<Acknowledgements.Write> {

    /**
     * One of them.
     *
     * @param at when it was acknowledged, in microseconds since the epoch
     */
    public record Write(String id, long at) {}

    private static final Acknowledgements NONE = new Acknowledgements(List.of(), 0);

    /** A block is read from its beginning, independently of those before it. */
    private static final int BLOCK = 1 << 16;

    /** How many ids are held as strings at once, to tell the repeated ones. */
    private static final int TOLD_APART_AT_ONCE = 250_000;

    private final List<byte[]> blocks;
    private final int count;

    private Acknowledgements(List<byte[]> blocks, int count) {
        this.blocks = blocks;
        this.count = count;
    }

    public static Acknowledgements none() {
        return NONE;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** The ids of the first so many. */
    public List<String> ids(int most) {
        List<String> ids = new ArrayList<>();
        for (Iterator<Write> writes = iterator(); writes.hasNext() && ids.size() < most; ) {
            ids.add(writes.next().id());
        }
        return ids;
    }

    /** How many were given within this window. */
    public long during(Window window) {
        long during = 0;
        for (Write write : this) {
            during += window.contains(write.at()) ? 1 : 0;
        }
        return during;
    }

    /** Returns the writes whose number, counted from 0, is in the set. */
    public Acknowledgements only(BitSet numbers) {
        if (numbers.cardinality() == count) {
            return this;
        }
        Builder some = new Builder();
        int number = 0;
        for (Write write : this) {
            if (numbers.get(number++)) {
                some.add(write.id(), write.at());
            }
        }
        return some.build();
    }

    /** Each write once, at its first acknowledgement: one that is acknowledged again is still one write. */
    public Acknowledgements distinct() {
        BitSet first = new BitSet(count);
        int passes = count / TOLD_APART_AT_ONCE + 1;
        for (int pass = 0; pass < passes; pass++) {
            Set<String> seen = new HashSet<>();
            int number = 0;
            for (Write write : this) {
                if (Math.floorMod(write.id().hashCode(), passes) == pass && seen.add(write.id())) {
                    first.set(number);
                }
                number++;
            }
        }
        return only(first);
    }

    @Override
    public Iterator<Write> iterator() {
        return new Reading();
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Acknowledgements that) || count != that.count) {
            return false;
        }
        Iterator<Write> theirs = that.iterator();
        for (Write write : this) {
            if (!write.equals(theirs.next())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = count;
        for (Write write : this) {
            hash = hash * 31 + write.hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        return count + " writes: " + ids(3) + (count > 3 ? " …" : "");
    }

    /** Takes them one after the other. Not safe for several threads at once. */
    public static final class Builder {

        private final List<byte[]> blocks = new ArrayList<>();
        private final ByteArrayOutputStream entry = new ByteArrayOutputStream();
        private byte[] block = new byte[0];
        private int used;
        private int count;
        private byte[] last = new byte[0];
        private long lastAt;

        /** @param atMicros since the epoch */
        public Builder add(String id, long atMicros) {
            byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
            if (!fits(bytes, atMicros)) {
                beginBlock(bytes, atMicros);
            }
            System.arraycopy(entry.toByteArray(), 0, block, used, entry.size());
            used += entry.size();
            last = bytes;
            lastAt = atMicros;
            count++;
            return this;
        }

        private void beginBlock(byte[] id, long at) {
            if (!blocks.isEmpty()) {
                blocks.set(blocks.size() - 1, Arrays.copyOf(block, used)); // a block ends where its bytes do
            }
            last = new byte[0];
            lastAt = 0;
            write(id, at);
            block = new byte[Math.max(BLOCK, entry.size())];
            blocks.add(block);
            used = 0;
        }

        private boolean fits(byte[] id, long at) {
            write(id, at);
            return used + entry.size() <= block.length;
        }

        private void write(byte[] id, long at) {
            int difference = Arrays.mismatch(last, id);
            int same = difference < 0 ? id.length : difference;
            entry.reset();
            number(same);
            number(id.length - same);
            entry.write(id, same, id.length - same);
            long later = at - lastAt;
            number(later << 1 ^ later >> 63); // few bytes for a small number of either sign
        }

        /** Seven bits a byte, the lowest first. */
        private void number(long value) {
            long left = value;
            for (; (left & ~0x7FL) != 0; left >>>= 7) {
                entry.write((int) (left & 0x7F | 0x80));
            }
            entry.write((int) left);
        }

        /** Returns the writes so far; what is added later is not among them. */
        public Acknowledgements build() {
            return count == 0 ? NONE : new Acknowledgements(List.copyOf(blocks), count);
        }
    }

    private final class Reading implements Iterator<Write> {

        private int next;
        private int block;
        private int position;
        private byte[] id = new byte[0];
        private long at;

        @Override
        public boolean hasNext() {
            return next < count;
        }

        @Override
        public Write next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            byte[] bytes = blocks.get(block);
            if (position == bytes.length) {
                bytes = blocks.get(++block);
                position = 0;
                id = new byte[0];
                at = 0;
            }
            int same = (int) number(bytes);
            int more = (int) number(bytes);
            id = Arrays.copyOf(id, same + more);
            System.arraycopy(bytes, position, id, same, more);
            position += more;
            long later = number(bytes);
            at += later >>> 1 ^ -(later & 1);
            next++;
            return new Write(new String(id, StandardCharsets.UTF_8), at);
        }

        private long number(byte[] bytes) {
            long value = 0;
            int shift = 0;
            long part;
            do {
                part = bytes[position++];
                value |= (part & 0x7F) << shift;
                shift += 7;
            } while (part < 0);
            return value;
        }
    }
}
