package dev.holograph.chaos.adapters.fault.proxy;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A stage whose every item has the moment at which it goes on; none overtakes another. */
abstract class DelayLine extends Stage {

    private @Nullable Future<?> timer;
    private long lastDue;

    DelayLine(Loop loop, Tally tally) {
        super(loop, tally, HIGH_WATER);
        this.lastDue = loop.now();
    }

    final void delay(ByteBuf chunk, long nanos) {
        hold(chunk, dueAfter(nanos));
        arm();
    }

    final void delay(End end, long nanos) {
        hold(end, dueAfter(nanos));
        arm();
    }

    /** Due when it has waited so long, but not before what came earlier. */
    private long dueAfter(long nanos) {
        long due = loop.now() + nanos;
        if (due - lastDue > 0) {
            lastDue = due;
        }
        return lastDue;
    }

    private void arm() {
        Held head = head();
        if (timer == null && head != null) {
            timer = loop.schedule(this::passDue, head.due());
        }
    }

    private void passDue() {
        timer = null;
        long now = loop.now();
        for (Held head = head(); head != null && head.due() - now <= 0; head = head()) {
            passHead();
        }
        arm();
        tellPassedOn();
    }

    @Override
    final void stopWaiting() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
