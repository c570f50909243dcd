/** Holograph's renderer: takes frames over a WebSocket, keeps them and serves them over HTTP. */
@NullMarked
package dev.holograph.renderer;

import org.jspecify.annotations.NullMarked;
