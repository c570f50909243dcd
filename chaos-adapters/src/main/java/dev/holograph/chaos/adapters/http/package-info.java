/** How HTTP is read that others have written, by the load's clients and by the proxy alike. */
@NullMarked
package dev.holograph.chaos.adapters.http;

import org.jspecify.annotations.NullMarked;
