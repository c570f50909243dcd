package dev.holograph.chaos.application;

import dev.holograph.chaos.scenario.Validated;
import dev.holograph.chaos.scenario.Violation;
import java.util.List;

/** Mistakes of a person that stand in the way. */
final class Mistakes {

    private Mistakes() {}

    /**
     * What was read.
     *
     * @throws ChaosException with all mistakes in it: nothing has been started
     */
    static <T> T orFail(Validated<T> checked) throws ChaosException {
        if (!checked.isValid()) {
            List<String> messages =
                    checked.violations().stream().map(Violation::message).toList();
            String count = messages.size() == 1 ? "one mistake" : messages.size() + " mistakes";
            throw new ChaosException(count + ", nothing was started:\n" + String.join("\n", messages) + "\n");
        }
        return checked.get();
    }
}
