/**
 * The built-in fault proxy: TCP, so that HTTP, WebSocket, Redis and SQL all pass through it.
 *
 * <pre>
 * client ──▶ Gateway (listens) ──▶ Connection ──▶ upstream
 *                                   ├ Flow requests : client   ─▶ Stage ─▶ Stage ─▶ upstream
 *                                   └ Flow responses: upstream ─▶ Stage ─▶ Stage ─▶ client
 * </pre>
 *
 * <p>A fault in force is an {@link dev.holograph.chaos.adapters.fault.proxy.Impairment} of a gateway; on each direction
 * of each connection that it covers it is one {@link dev.holograph.chaos.adapters.fault.proxy.Stage}; the two of a fault that
 * reads requests know each other ({@code HttpExchange}). Stages take
 * chunks in order and pass them on in order, later; several compose by standing in a row. Without one, bytes go straight
 * from channel to channel. Both channels of a connection live on one event loop, so that nothing in a connection is
 * ever locked.
 *
 * <p>A new network fault is one driver beside the others, with its stage in it.
 */
@NullMarked
package dev.holograph.chaos.adapters.fault.proxy;

import org.jspecify.annotations.NullMarked;
