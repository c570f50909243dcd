/** Faults of pods and their workloads through the Kubernetes API, by Fabric8's client. */
@NullMarked
package dev.holograph.chaos.adapters.fault.kubernetes;

import org.jspecify.annotations.NullMarked;
