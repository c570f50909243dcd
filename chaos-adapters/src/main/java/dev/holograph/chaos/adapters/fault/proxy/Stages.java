package dev.holograph.chaos.adapters.fault.proxy;

import java.util.function.Supplier;

/** What one impairment does to one connection: a stage for each direction, made where the impairment covers it. */
interface Stages {

    Stage requests();

    Stage responses();

    /** The same to both, each for itself. */
    static Stages alike(Supplier<Stage> stage) {
        return new Stages() {
            @Override
            public Stage requests() {
                return stage.get();
            }

            @Override
            public Stage responses() {
                return stage.get();
            }
        };
    }
}
