package dev.holograph.chaos.adapters.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {

    @Test
    void eachLabelHasOneValue() {
        assertThat(Labels.parse("app=web")).isEqualTo(Map.of("app", "web"));
        assertThat(Labels.parse("app == web , tier=front")).isEqualTo(Map.of("app", "web", "tier", "front"));
        assertThat(Labels.parse("app.kubernetes.io/name=web,empty="))
                .isEqualTo(Map.of("app.kubernetes.io/name", "web", "empty", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app",
                "!app",
                "app!=web",
                "app != web",
                "app in (web, api)",
                "app notin (web)",
                "app=web,",
                "=web",
                "",
                "replicas>1",
                "app=web,app=api"
            })
    void whatSaysMoreIsRefused(String selector) {
        assertThatThrownBy(() -> Labels.parse(selector))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this fault needs a selector of the form app=web,tier=front, not '" + selector + "'");
    }
}
