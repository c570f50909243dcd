package dev.holograph.chaos.adapters.fault.proxy;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A stage whose every item has the moment from which it may go on, once all before it have gone. */
abstract class DelayLine extends Stage {

    /** When what is held goes on is not known yet. */
    static final long NEVER = Long.MIN_VALUE;

    private @Nullable Future<?> timer;

    DelayLine(Loop loop, ImpairmentStats tally) {
        super(loop, tally, HIGH_WATER);
    }

    final void delay(ByteBuf chunk, long nanos) {
        hold(chunk, loop.now() + nanos);
        arm();
    }

    final void delay(End end, long nanos) {
        hold(end, loop.now() + nanos);
        arm();
    }

    /** What was held for {@link #NEVER} goes on so much later, behind all that came before it. */
    final void letGo(long nanos) {
        long due = loop.now() + nanos;
        reschedule(held -> held.due() == NEVER ? new Held(held.chunk(), held.end(), held.arrived(), due) : held);
        stopWaiting();
        passDue();
    }

    private void arm() {
        Held head = head();
        if (timer == null && head != null && head.due() != NEVER) {
            timer = loop.schedule(this::passDue, head.due());
        }
    }

    private void passDue() {
        timer = null;
        long now = loop.now();
        for (Held head = head(); head != null && head.due() != NEVER && head.due() - now <= 0; head = head()) {
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
