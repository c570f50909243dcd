package dev.holograph.chaos.application.init;

/**
 * What was concluded of a project.
 *
 * @param what it is about, e.g. {@code port}
 * @param value as it was written into a file
 * @param from where it was read: a file and a line where there is one, else the reason
 */
record Guess(String what, String value, String from) {

    @Override
    public String toString() {
        return what + ": " + value + " (" + from + ")";
    }
}
