/** The goals: thin Mojos over chaos-core and chaos-adapters, and what a Maven build gives them. */
@NullMarked
package dev.holograph.chaos.maven;

import org.jspecify.annotations.NullMarked;
