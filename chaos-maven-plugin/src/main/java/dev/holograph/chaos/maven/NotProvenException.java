package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.FailureException;
import org.apache.maven.plugin.MojoFailureException;

/** A run that says nothing about the system: neither a breach nor an error of the tool. */
final class NotProvenException extends MojoFailureException {

    private static final long serialVersionUID = 1L;

    NotProvenException(FailureException failure) {
        super(failure.getMessage(), failure);
    }
}
