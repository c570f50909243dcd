package dev.holograph.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

    /** A machine that is busy: looked at once more before it is denied. */
    @Test
    void oneThatIsDoneLateIsNoProblem() {
        CountDownLatch last = new CountDownLatch(1);
        undo.push("a", SOON, null, deadline -> last.countDown());
        undo.push("b", SOON, "pull the plug", deadline -> {
            last.await();
            done.add("b");
        });
        assertThat(undo.finish()).isEmpty();
        assertThat(done).containsExactly("b");
        assertThat(undo.late()).containsExactly("b was taken back late: not done within 50 ms, and done then");
    }

    @Test
    void oneThatFailsLateIsAProblem() {
        CountDownLatch last = new CountDownLatch(1);
        undo.push("a", SOON, null, deadline -> last.countDown());
        undo.push("b", SOON, "pull the plug", deadline -> {
            last.await();
            throw new IllegalStateException("stuck");
        });
        assertThat(undo.finish()).hasSize(1);
        assertThat(undo.late()).isEmpty();
    }

    @Test
    void whatIsMadeWhileAllIsTakenBackFollowsAtOnce() {
        undo.begin();
        push("late");
        assertThat(done).containsExactly("late");
        undo.finish();
    }

    @Test
    void whatWasDoneToDifferentTargetsIsTakenBackSideBySide() {
        CountDownLatch both = new CountDownLatch(2);
        for (String target : List.of("web", "store")) {
            undo.push("fault of " + target, target, Duration.ofSeconds(30), null, deadline -> {
                both.countDown();
                if (both.await(20, TimeUnit.SECONDS)) {
                    done.add(target);
                }
            });
        }
        assertThat(undo.finish()).isEmpty();
        assertThat(done).containsExactlyInAnyOrder("web", "store");
    }

    @Test
    void whatWasDoneToOneTargetIsTakenBackLastInFirstOutAndBeforeWhatItStandsOn() {
        push("environment");
        for (String fault : List.of("a", "b", "c")) {
            undo.push(fault, "web", Duration.ofSeconds(30), null, deadline -> done.add(fault));
            undo.push("other " + fault, "store", Duration.ofSeconds(30), null, deadline -> {});
        }
        push("load");
        assertThat(undo.finish()).isEmpty();
        assertThat(done).containsExactly("load", "c", "b", "a", "environment");
    }

    @Test
    void allOfItHasOneDeadlineAndNothingGoesUntried() {
        UndoThread hasty = new UndoThread(System::nanoTime, Duration.ofMillis(100));
        hasty.push("environment", SOON, null, deadline -> done.add("environment"));
        for (String fault : List.of("a", "b", "c")) {
            hasty.push(fault, "web", Duration.ofHours(1), () -> "mend " + fault, deadline -> {
                done.add(fault);
                new CountDownLatch(1).await();
            });
        }
        assertThat(hasty.finish()).extracting(UndoThread.Problem::byHand).containsExactly("mend c", "mend b", "mend a");
        assertThat(done).containsExactly("c", "b", "a", "environment");
    }

    @Test
    void aSignalFindsAnUndoThatHangsAndTheOthersDoNotWaitForIt() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch other = new CountDownLatch(1);
        UndoThread.Entry one = undo.push("a", "web", Duration.ofSeconds(30), null, deadline -> {
            hangs.countDown();
            other.await();
        });
        undo.push("b", "store", Duration.ofSeconds(30), null, deadline -> other.countDown());
        Thread run = new Thread(() -> undo.undo(one));
        run.start();
        hangs.await();
        assertThat(undo.finish()).isEmpty();
        run.join();
        assertThat(other.getCount()).isZero();
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
