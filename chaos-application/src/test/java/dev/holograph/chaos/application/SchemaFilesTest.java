package dev.holograph.chaos.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.run.Drivers;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.spi.DriverProvider;
import dev.holograph.chaos.spi.Kinds;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class SchemaFilesTest {

    @Test
    void whatIsShippedIsWhatWouldBeMadeOfTheKindsThatComeWithThePlugin() throws Exception {
        var context = new RunContext("id", Clock.systemUTC(), 1, Map.of(), (variable, server) -> Optional.empty());
        var providers = ServiceLoader.load(DriverProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        Kinds kinds = Kinds.found(new Drivers(providers, context).faults());

        assertThat(SchemaFiles.othersKinds()).isFalse();
        Map<String, byte[]> shipped = SchemaFiles.shipped();
        Map<String, byte[]> made = SchemaFiles.made(kinds);
        assertThat(shipped.keySet()).containsExactlyElementsOf(made.keySet());
        assertThat(made.keySet()).allSatisfy(name -> assertThat(new String(shipped.get(name), UTF_8))
                .isEqualTo(new String(made.get(name), UTF_8)));
    }
}
