/** Looks for acknowledged writes. */
@NullMarked
package dev.holograph.chaos.adapters.ledger;

import org.jspecify.annotations.NullMarked;
