package dev.holograph.chaos.slo;

import java.util.List;

/** Acknowledged writes whose time is of no account. */
public final class Writes {

    private Writes() {}

    public static Acknowledgements of(List<String> ids) {
        Acknowledgements.Builder writes = new Acknowledgements.Builder();
        ids.forEach(id -> writes.add(id, 0));
        return writes.build();
    }

    public static Acknowledgements of(String... ids) {
        return of(List.of(ids));
    }

    public static List<String> ids(Acknowledgements writes) {
        return writes.ids(Integer.MAX_VALUE);
    }
}
