package dev.holograph.renderer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.renderer.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

class FrameLogPropertyTest {
    /** Held here, since java.util.logging forgets a logger and its level when nobody does. */
    private static final Logger LOG = Logger.getLogger(FrameLog.class.getName());

    private Path folder;

    @BeforeProperty
    void makeFolder() throws IOException {
        LOG.setLevel(Level.OFF); // thousands of cuts are made, each would be a line
        folder = Files.createTempDirectory("frame-log");
    }

    @AfterProperty
    void deleteFolder() throws IOException {
        LOG.setLevel(null);
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Property(tries = 5)
    void cutAnywhereALogKeepsAllFramesBeforeTheCut(@ForAll("frames") List<Frame> frames) throws Exception {
        List<Frame> stored = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        byte[] whole = write(frames, stored, ends);

        for (int cut = 0; cut <= whole.length; cut++) {
            Files.write(file(), Arrays.copyOf(whole, cut));
            int limit = cut;
            int kept = (int) ends.stream().filter(end -> end <= limit).count();
            try (FrameLog log = open()) {
                assertThat(log.size()).as("cut at %d", cut).isEqualTo(kept);
                for (int i = 0; i < stored.size(); i++) {
                    Frame frame = stored.get(i);
                    if (i < kept) {
                        assertThat(log.read(frame.id())).contains(frame.json());
                    } else {
                        assertThat(log.read(frame.id())).isEmpty();
                    }
                }
            }
        }
    }

    @Property(tries = 100)
    void aFlippedBitIsNeverReadAsAFrame(
            @ForAll("frames") @Size(min = 1) List<Frame> frames,
            @ForAll @DoubleRange(max = 1, maxIncluded = false) double place)
            throws Exception {
        List<Frame> stored = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        byte[] whole = write(frames, stored, ends);
        int bit = FrameLog.MAGIC.length * 8 + (int) (place * (whole.length - FrameLog.MAGIC.length) * 8);
        whole[bit / 8] ^= (byte) (1 << bit % 8);
        Files.write(file(), whole);

        int good = (int) ends.stream().filter(end -> end <= bit / 8).count();
        try (FrameLog log = open()) {
            assertThat(log.size()).isEqualTo(good);
            for (Frame frame : stored.subList(0, good)) {
                assertThat(log.read(frame.id())).contains(frame.json());
            }
        }
    }

    @Provide
    Arbitrary<List<Frame>> frames() {
        Arbitrary<String> ids = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("0._-A")
                .ofMinLength(1)
                .ofMaxLength(64);
        Arbitrary<String> jsons = Arbitraries.strings()
                .excludeChars(surrogates())
                .ofMinLength(1)
                .ofMaxLength(40)
                .map(text -> "{" + text + "}");
        return Combinators.combine(ids, jsons).as(Frame::new).list().ofMaxSize(6);
    }

    /** Half a surrogate pair is no text: UTF-8 cannot carry it. */
    private static char[] surrogates() {
        char[] all = new char[Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1];
        for (int i = 0; i < all.length; i++) {
            all[i] = (char) (Character.MIN_SURROGATE + i);
        }
        return all;
    }

    /** Writes a new log and notes which frames were stored and where the record of each ends. */
    private byte[] write(List<Frame> frames, List<Frame> stored, List<Integer> ends) throws Exception {
        Files.deleteIfExists(file());
        try (FrameLog log = open()) {
            for (Frame frame : frames) {
                if (log.append(frame).get()) {
                    stored.add(frame);
                    ends.add((int) Files.size(file()));
                }
            }
        }
        return Files.readAllBytes(file());
    }

    private FrameLog open() throws IOException {
        return FrameLog.open(folder, new Metrics());
    }

    private Path file() {
        return folder.resolve(FrameLog.FILE_NAME);
    }
}
