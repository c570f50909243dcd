package dev.holograph.chaos.application;

import java.io.Console;

/** Whether a person watches. */
final class Terminal {

    private Terminal() {}

    /** Whether output goes to a terminal. Since Java 22 there is a console also where there is no terminal. */
    static boolean isThere() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true; // before Java 22 a console is a terminal
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
