package dev.holograph.chaos.adapters.ledger;

/** What the system said of one write. */
enum LookUp {
    FOUND,
    /** It says that it does not have it. */
    DENIED,
    NO_ANSWER
}
