package dev.holograph.chaos.adapters.load.embedded;

import dev.holograph.chaos.spi.DriverContext;
import dev.holograph.chaos.spi.LoadEngineProvider;
import java.util.Map;

/** The load engine that is always there: {@code load: embedded}. */
public final class EmbeddedLoadEngineProvider implements LoadEngineProvider {

    public static final String NAME = "embedded";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Found find(Map<String, String> settings, DriverContext context) {
        return new Found(new EmbeddedEngine(context), null);
    }
}
