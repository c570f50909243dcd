package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UndoThreadTest {

    private static final Duration SOON = Duration.ofMillis(50);

    private final UndoThread undo = new UndoThread(System::nanoTime);
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    private UndoThread.Entry push(String what) {
        return undo.push(what, SOON, null, deadline -> done.add(what));
    }

    @Test
    void lastInFirstOut() {
        push("a");
        push("b");
        push("c");
        assertThat(undo.finish()).isEmpty();
        assertThat(done).containsExactly("c", "b", "a");
    }

    @Test
    void nothingIsTakenBackTwice() {
        UndoThread.Entry b = push("b");
        undo.undo(b);
        undo.undo(b);
        undo.begin();
        undo.finish();
        assertThat(done).containsExactly("b");
    }

    @Test
    void oneThatFailsKeepsNoOtherFromItsTurn() {
        push("a");
        undo.push("b", SOON, "pull the plug", deadline -> {
            throw new LinkageError("gone");
        });
        push("c");
        List<UndoThread.Problem> problems = undo.finish();
        assertThat(done).containsExactly("c", "a");
        assertThat(problems)
                .extracting(UndoThread.Problem::sentence)
                .singleElement()
                .asString()
                .startsWith("b: ")
                .contains("gone")
                .endsWith("; by hand: pull the plug");
    }

    @Test
    void oneThatHangsKeepsNoOtherFromItsTurn() {
        push("a");
        undo.push("b", SOON, null, deadline -> new CountDownLatch(1).await());
        List<UndoThread.Problem> problems = undo.finish();
        assertThat(done).containsExactly("a");
        assertThat(problems).extracting(UndoThread.Problem::sentence).containsExactly("b: not done within 50 ms");
    }

    @Test
    void whatIsMadeWhileAllIsTakenBackFollowsAtOnce() {
        undo.begin();
        push("late");
        assertThat(done).containsExactly("late");
        undo.finish();
    }

    @Test
    void anInterruptOfTheRunCutsNothingShort() {
        undo.push("a", Duration.ofSeconds(5), null, deadline -> {
            Thread.yield();
            done.add("a");
        });
        Thread.currentThread().interrupt();
        assertThat(undo.finish()).isEmpty();
        assertThat(done).containsExactly("a");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aSignalAfterTheEndHarmsNothing() {
        undo.finish();
        assertThatCode(undo::begin).doesNotThrowAnyException();
    }
}
