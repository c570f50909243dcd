/** Contracts that every kind of fault, probe, load engine and report must pass, whoever makes it. */
@NullMarked
package dev.holograph.chaos.testkit;

import org.jspecify.annotations.NullMarked;
