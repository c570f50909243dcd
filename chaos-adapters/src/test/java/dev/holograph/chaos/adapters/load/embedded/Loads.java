package dev.holograph.chaos.adapters.load.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.adapters.load.Recording;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.scenario.ArrivalModel;
import dev.holograph.chaos.scenario.Load;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Profile;
import dev.holograph.chaos.spi.Endpoint;
import dev.holograph.chaos.spi.LoadEngine;
import dev.holograph.chaos.spi.LoadPlan;
import dev.holograph.chaos.spi.RunningLoad;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs loads as a chaos run would. */
final class Loads implements AutoCloseable {

    static final String RUN = "run-7";

    final Recording recording = new Recording();
    private final RunContext context = new RunContext(Clock.systemUTC(), 1);

    LoadEngine engine() {
        LoadEngine engine =
                new EmbeddedLoadEngineProvider().find(Map.of(), context).engine();
        assertThat(engine).isNotNull();
        return engine;
    }

    RunningLoad start(Profile profile, ArrivalModel arrivals, Duration timeout, Duration length, Endpoint base)
            throws Exception {
        Load load = new Load("load", profile, arrivals, timeout, null, new Location("test.yaml", 1, 1));
        return engine().start(new LoadPlan(RUN, load, base, length, Path.of("."), Path.of(".")), recording);
    }

    /** Runs it to its end, which must be the planned one. */
    Recording run(Profile profile, ArrivalModel arrivals, Duration timeout, Duration length, Endpoint base)
            throws Exception {
        RunningLoad load = start(profile, arrivals, timeout, length, base);
        RunningLoad.End end =
                load.ended().get(length.plus(timeout).plusSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
        assertThat(end.problem()).isNull();
        assertThat(load.firstDue()).isCompleted();
        return recording;
    }

    static ArrivalModel perSecond(double rate) {
        return new ArrivalModel.Open(rate, 1);
    }

    static ArrivalModel perSecond(double rate, int connections) {
        return new ArrivalModel.Open(rate, connections);
    }

    static ArrivalModel users(int users, Duration pause) {
        return new ArrivalModel.Closed(users, pause);
    }

    @Override
    public void close() throws Exception {
        context.shared().close();
    }
}
