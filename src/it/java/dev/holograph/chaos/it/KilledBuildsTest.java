package dev.holograph.chaos.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds that are killed by SIGKILL at any moment of their life, in every third case together with the watchers that
 * end their services: after {@code chaos:recover} nothing is left, and a second one does nothing. What is left is looked
 * for from outside: in the table of processes, in Toxiproxy, in Redis and in the state directory.
 *
 * <p>How many is said by {@code -Dkills.local}, the moments by {@code -Dkills.seed}; so many builds at once as
 * {@code -Dkills.atOnce} says, each with a state directory of its own.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "signals are sent with the tools of Linux")
class KilledBuildsTest {

    private static final Duration RUN = Duration.ofMinutes(3);
    private static final int BY_SIGKILL = 128 + 9;
    private static final String NOTHING = "No run of this user has left anything to take back";
    private static final String RECOVERY = "dev.holograph.chaos:chaos-maven-plugin:recover@";
    private static final Pattern JOURNAL = Pattern.compile("\"event\":\"(FAULT_[A-Z_]+)\",\"subject\":\"([^\"]+)\"");

    /** The faults of the project's two scenarios that have something to undo. */
    private static final Map<String, List<String>> FAULTS = Map.of(
            "toxic", List.of("latency", "bandwidth", "slow-close", "redis-memory", "redis-pause", "partition"),
            "own",
                    List.of(
                            "latency",
                            "packet-loss",
                            "bandwidth",
                            "slow-close",
                            "cache-memory",
                            "redis-memory",
                            "redis-pause",
                            "partition"));

    @TempDir
    private Path folder;

    private final List<String> failures = new ArrayList<>();
    private final Map<String, Integer> inForce = new TreeMap<>();
    private int kills;
    private int withWatchers;
    private int withSomethingInForce;

    /**
     * When a build is killed.
     *
     * @param after what its log has to say first; empty: from its start
     * @param millis after that
     */
    private record KillMoment(String scenario, String after, int millis, boolean watchers) {

        static KillMoment draw(Random random, boolean toxiproxy) {
            String scenario = toxiproxy && random.nextBoolean() ? "toxic" : "own";
            boolean watchers = random.nextInt(3) == 0;
            List<String> faults = FAULTS.get(scenario);
            String fault = faults.get(random.nextInt(faults.size()));
            return switch (random.nextInt(10)) {
                case 0 -> new KillMoment(scenario, "", random.nextInt(8_000), watchers);
                case 1, 2 -> new KillMoment(scenario, "Scenario '" + scenario, random.nextInt(6_000), watchers);
                case 3, 4, 5, 6 -> new KillMoment(scenario, "injecting " + fault, random.nextInt(1_000), watchers);
                default -> new KillMoment(scenario, "undoing " + fault, random.nextInt(400), watchers);
            };
        }
    }

    /**
     * A build that was killed, or had ended before that.
     *
     * @param inForce what its journal says was on
     */
    private record Killed(KillMoment moment, Path slot, boolean alive, Set<String> inForce) {

        Path state() {
            return slot.resolve("state");
        }
    }

    @Test
    void killedAtAnyMomentNothingIsLeftAfterRecover() throws Exception {
        assumeTrue(Bystanders.redisServer().isPresent(), "not run: there is no redis-server on the PATH");
        int wanted = Integer.getInteger("kills.local", 4);
        long seed = Long.getLong("kills.seed", System.nanoTime());
        int atOnce = Math.min(wanted, Integer.getInteger("kills.atOnce", 2));
        System.out.println("KilledBuildsTest: " + wanted + " kills, -Dkills.seed=" + seed);
        Random random = new Random(seed);
        List<Bystanders> bystanders = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            for (int i = 0; i < atOnce; i++) {
                bystanders.add(Bystanders.start(folder.resolve("bystanders-" + i)));
            }
            for (int round = 0; kills < wanted; round++) {
                assertThat(round)
                        .as("rounds, for %d kills of %d", kills, wanted)
                        .isLessThan(10 + 2 * wanted);
                round(round, Math.min(atOnce, wanted - kills), random, bystanders, threads);
            }
        } finally {
            threads.shutdownNow();
            bystanders.forEach(Bystanders::close);
        }
        System.out.println("KilledBuildsTest: " + kills + " kills, " + withSomethingInForce + " with faults in force "
                + inForce + ", " + withWatchers + " with the watchers; left: " + failures.size());
        assertThat(failures).isEmpty();
    }

    private void round(int number, int builds, Random random, List<Bystanders> bystanders, ExecutorService threads)
            throws Exception {
        Path round = Files.createDirectories(folder.resolve("round-" + number));
        List<Future<Killed>> started = new ArrayList<>();
        for (int i = 0; i < builds; i++) {
            KillMoment moment = KillMoment.draw(random, bystanders.get(i).hasToxiproxy());
            Path slot = Files.createDirectories(round.resolve("slot-" + i));
            Bystanders around = bystanders.get(i);
            started.add(threads.submit(() -> kill(moment, slot, around)));
        }
        List<Killed> killed = new ArrayList<>();
        for (Future<Killed> future : started) {
            killed.add(future.get());
        }
        List<String> before =
                bystanders.stream().map(Bystanders::left).map(List::toString).toList();
        String recovered = recover(round, killed);
        for (int i = 0; i < builds; i++) {
            Killed build = killed.get(i);
            List<String> left = left(build, bystanders.get(i));
            if (!section(recovered, "second-" + i).contains(NOTHING)) {
                left.add("the second chaos:recover found something");
            }
            count(build);
            System.out.println("KilledBuildsTest: " + build.moment() + " in force " + build.inForce() + ", on others "
                    + shortened(before.get(i)) + ", left " + left);
            if (!left.isEmpty()) {
                failures.add("round " + number + ": " + build.moment() + ": " + left + "\n" + recovered);
            }
        }
        if (failures.isEmpty()) {
            Build.deleteAll(round);
        }
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    private void count(Killed build) {
        if (!build.alive()) {
            return; // it had ended by itself: nothing was killed
        }
        kills++;
        withWatchers += build.moment().watchers() ? 1 : 0;
        withSomethingInForce += build.inForce().isEmpty() ? 0 : 1;
        build.inForce().forEach(fault -> inForce.merge(build.moment().scenario() + "/" + fault, 1, Integer::sum));
    }

    private static Killed kill(KillMoment moment, Path slot, Bystanders around) throws Exception {
        boolean toxic = moment.scenario().equals("toxic");
        try (Build build = Build.start(
                "kills",
                slot,
                variables(around.variables(toxic)),
                "chaos:run",
                "-Dchaos.environment=" + moment.scenario(),
                "-Dscenario=" + moment.scenario(),
                "-Dchaos.toxiproxy.url=" + around.toxiproxyUrl())) {
            if (!moment.after().isEmpty()) {
                build.awaitLogOrEnd(moment.after(), RUN);
            }
            TimeUnit.MILLISECONDS.sleep(moment.millis());
            List<Long> watchers = moment.watchers() ? watchers(slot) : List.of();
            build.killWith(watchers);
            build.untilGone(Duration.ofSeconds(10));
            return new Killed(
                    moment, slot, build.status() == BY_SIGKILL, inForce(moment.scenario(), slot.resolve("state")));
        }
    }

    private static Map<String, String> variables(Map<String, String> environment) {
        Map<String, String> all = new TreeMap<>(environment);
        all.put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -Xmx256m");
        return all;
    }

    /** By one Maven, for all: each has an execution with a state directory of its own, twice. */
    private static String recover(Path round, List<Killed> killed) throws Exception {
        Path project = round.resolve("recover");
        StringBuilder executions = new StringBuilder();
        List<String> goals = new ArrayList<>();
        for (String time : List.of("first", "second")) {
            for (int i = 0; i < killed.size(); i++) {
                executions.append("""
                        <execution><id>%s-%d</id><configuration><stateDirectory>%s</stateDirectory></configuration></execution>
                        """.formatted(time, i, killed.get(i).state()));
                goals.add(RECOVERY + time + "-" + i);
            }
        }
        return Build.goals(
                "kills",
                project,
                pom -> pom.replace("</plugin>", "<executions>" + executions + "</executions></plugin>"),
                variables(Map.of()),
                RUN,
                goals);
    }

    /** What one execution has printed. */
    private static String section(String log, String execution) {
        int from = log.indexOf("(" + execution + ")");
        int to = from < 0 ? -1 : log.indexOf(" --- ", from);
        return from < 0 ? "" : log.substring(from, to < 0 ? log.length() : to);
    }

    private static List<String> left(Killed build, Bystanders around) throws Exception {
        List<String> left = new ArrayList<>(around.left());
        try {
            Build.await(() -> processes(build.slot()).isEmpty(), Duration.ofSeconds(3), "no process");
        } catch (AssertionError e) {
            processes(build.slot()).forEach(process -> left.add("process " + process));
        }
        left.addAll(entries(build.state().resolve("runs"), Files::isDirectory));
        left.addAll(entries(build.state().resolve("processes"), file -> true));
        return left;
    }

    private static List<String> entries(Path directory, Predicate<Path> which) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(which).map(Path::toString).toList();
        }
    }

    /** A process of a build: all of them work in its folder, or name it. */
    private record Seen(long pid, String words) {

        boolean isWatcher() {
            return words.contains("sh -c ") && words.contains("kill -9");
        }
    }

    private static List<Long> watchers(Path slot) {
        return processes(slot).stream().filter(Seen::isWatcher).map(Seen::pid).toList();
    }

    private static List<Seen> processes(Path slot) {
        List<Seen> seen = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path process : all.filter(file -> file.getFileName().toString().matches("\\d+"))
                    .toList()) {
                try {
                    String words = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                            .replace('\0', ' ');
                    Path works = Files.readSymbolicLink(process.resolve("cwd"));
                    if (works.startsWith(slot) || words.contains(slot + "/")) {
                        seen.add(new Seen(Long.parseLong(process.getFileName().toString()), words));
                    }
                } catch (IOException e) {
                    // it has ended meanwhile
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seen;
    }

    /**
     * What the journals of a state directory say was injected, or was about to be, and was not yet undone; of a killed
     * process nothing is to be undone.
     */
    private static Set<String> inForce(String scenario, Path state) throws IOException {
        Set<String> on = new TreeSet<>();
        for (String run : entries(state.resolve("runs"), Files::isDirectory)) {
            Path journal = Path.of(run, "journal.ndjson");
            if (Files.exists(journal)) {
                Matcher matcher = JOURNAL.matcher(Files.readString(journal));
                while (matcher.find()) {
                    if (matcher.group(1).equals("FAULT_UNDONE")) {
                        on.remove(matcher.group(2));
                    } else {
                        on.add(matcher.group(2));
                    }
                }
            }
        }
        on.retainAll(FAULTS.get(scenario));
        return on;
    }
}
