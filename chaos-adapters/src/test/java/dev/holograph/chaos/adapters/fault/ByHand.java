package dev.holograph.chaos.adapters.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A person who does in a shell what a recipe says. */
public final class ByHand {

    private ByHand() {}

    /** Types it as it stands; fails with what the shell says. */
    public static void run(String text, Map<String, String> variables) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", text).redirectErrorStream(true);
        shell.environment().putAll(variables);
        Process typed = shell.start();
        typed.getOutputStream().close();
        String said = new String(typed.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(typed.waitFor(30, TimeUnit.SECONDS)).as(text).isTrue();
        assertThat(typed.exitValue()).as(text + ": " + said).isZero();
    }
}
