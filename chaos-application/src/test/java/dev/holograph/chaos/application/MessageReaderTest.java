package dev.holograph.chaos.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.plan.MessageSpec;
import dev.holograph.chaos.scenario.Location;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageReaderTest {

    @Test
    void ofTwoWithOneNameTheEnvironmentsIsTaken() {
        Location here = new Location("x", 1, 1);
        MessageSpec pom = new MessageSpec("team", Map.of(), here);
        MessageSpec own = new MessageSpec("own", Map.of(), here);
        MessageSpec environment = new MessageSpec("team", Map.of(), new Location("y", 1, 1));
        assertThat(MessageReader.combined(List.of(pom, own), List.of(environment)))
                .containsExactly(environment, own);
    }
}
