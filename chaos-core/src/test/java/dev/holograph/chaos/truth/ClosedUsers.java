package dev.holograph.chaos.truth;

import dev.holograph.chaos.scenario.Outcome;
import dev.holograph.chaos.truth.SimulatedService.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** The users of a closed load: each asks again at once when it is answered, and after a pause when it is refused. */
final class ClosedUsers {

    static final int NUMBER = 12;

    /** Seconds. */
    private static final double PAUSE = 0.25;

    private ClosedUsers() {}

    /** What they ask up to a second, and what becomes of it. */
    static Requests requests(SimulatedService service, Course course, double end) {
        PriorityQueue<Double> next = new PriorityQueue<>();
        for (int user = 0; user < NUMBER; user++) {
            next.add(user * 0.001);
        }
        List<Double> dues = new ArrayList<>();
        List<Reply> replies = new ArrayList<>();
        while (next.element() < end) {
            double due = next.remove();
            Reply reply = service.reply(due, course.at(due));
            dues.add(due);
            replies.add(reply);
            next.add(due + reply.latency() + (reply.outcome() == Outcome.OK ? 0 : PAUSE));
        }
        return new Requests(dues.stream().mapToDouble(Double::doubleValue).toArray(), replies.toArray(Reply[]::new));
    }
}
