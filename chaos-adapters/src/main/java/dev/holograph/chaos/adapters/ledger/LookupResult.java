package dev.holograph.chaos.adapters.ledger;

/** What the system said of one write. */
enum LookupResult {
    FOUND,
    /** It says that it does not have it. */
    DENIED,
    NO_ANSWER
}
