package dev.holograph.chaos.scenario;

/**
 * A place in a file that a person wrote.
 *
 * @param file as the reader was given it, for messages
 * @param line counted from 1
 * @param column counted from 1
 */
public record Location(String file, int line, int column) {

    /** The place {@code columns} further on in the same line. */
    public Location right(int columns) {
        return new Location(file, line, column + columns);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
