package dev.holograph.chaos.adapters.data;

/** A file of data that cannot be used. Its message begins with the place: file, line and column. */
public final class DataFileException extends Exception {

    private static final long serialVersionUID = 1L;

    DataFileException(String file, int line, int column, String found) {
        super(file + ":" + line + ":" + column + ": " + found);
    }
}
