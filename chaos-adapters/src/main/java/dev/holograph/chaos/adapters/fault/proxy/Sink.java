package dev.holograph.chaos.adapters.fault.proxy;

import io.netty.buffer.ByteBuf;

/** Takes what passes in one direction of one connection, in order, on the connection's event loop. */
interface Sink {

    /** @param chunk not empty; the sink owns it from here on */
    void chunk(ByteBuf chunk);

    /** Nothing comes after it. */
    void end(End end);
}
