/**
 * Faults done by a cluster's Chaos Mesh, which is asked by objects of its API group {@code chaos-mesh.org/v1alpha1}.
 * What these objects hold and how the controller treats them is taken from github.com/chaos-mesh/chaos-mesh at commit
 * 608b61e (2026-08-07): {@code api/v1alpha1} for the types, {@code controllers} for the behaviour.
 */
@NullMarked
package dev.holograph.chaos.adapters.fault.chaosmesh;

import org.jspecify.annotations.NullMarked;
