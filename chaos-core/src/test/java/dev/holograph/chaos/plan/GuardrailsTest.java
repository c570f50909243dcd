package dev.holograph.chaos.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holograph.chaos.plan.Environment.DriverChoice;
import dev.holograph.chaos.plan.Preflight.BlastRadius;
import dev.holograph.chaos.scenario.Fault;
import dev.holograph.chaos.scenario.FaultStep;
import dev.holograph.chaos.scenario.Location;
import dev.holograph.chaos.scenario.Scenario;
import dev.holograph.chaos.scenario.Scenarios;
import dev.holograph.chaos.scenario.Violation;
import dev.holograph.chaos.scenario.fault.ContainerKill;
import dev.holograph.chaos.scenario.fault.PodKill;
import dev.holograph.chaos.scenario.fault.RedisFlush;
import dev.holograph.chaos.scenario.fault.RolloutRestart;
import dev.holograph.chaos.scenario.fault.Scale;
import dev.holograph.chaos.scenario.fault.TimeTravel;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule with its exact sentence: what cannot be broken, and what is told when it would be. */
class GuardrailsTest {

    private static final String FILE = "environments/staging.yaml";
    private static final Location GUARD = new Location(FILE, 2, 1);
    private static final Location TARGET = new Location(FILE, 8, 3);
    private static final MaintenanceWindow FRIDAYS =
            new MaintenanceWindow(Set.of(DayOfWeek.FRIDAY), LocalTime.of(2, 0), LocalTime.of(5, 0), ZoneId.of("UTC"));

    private static Guard guard() {
        return guard(1, 100, false);
    }

    private static Guard guard(int maxPods, int maxPercent, boolean lastReadyPod) {
        return new Guard(
                "staging", List.of("shop-test"), null, maxPods, maxPercent, lastReadyPod, false, Set.of(), GUARD);
    }

    private static Guard guard(String context, List<String> namespaces, boolean production) {
        return new Guard(context, namespaces, null, 1, 100, false, production, Set.of(), GUARD);
    }

    private static Guard allowing(String... faults) {
        return new Guard("staging", List.of("shop-test"), null, 1, 100, false, false, Set.of(faults), GUARD);
    }

    private static final TargetSpec WEB = pods("shop-test");

    private static TargetSpec pods(String namespace) {
        return new TargetSpec(
                "web", null, false, null, new KubernetesTarget("staging", namespace, "app=web", null), TARGET);
    }

    private static Guard hosts(Map<String, String> tags, int maxHosts, boolean production) {
        return new Guard(
                "staging", List.of(), List.of(), tags, null, maxHosts, 1, 100, false, production, Map.of(), GUARD);
    }

    private static TargetSpec hosts(Map<String, String> tags) {
        return new TargetSpec("clocks", null, false, null, new HostsTarget(tags), TARGET);
    }

    private static TargetSpec url(String url) {
        return new TargetSpec("web", null, false, url, TARGET);
    }

    private static TargetSpec service() {
        return new TargetSpec("web", "web", true, null, TARGET);
    }

    private static Environment environment(@Nullable Guard guard, TargetSpec... targets) {
        Map<String, TargetSpec> byName = new HashMap<>();
        Arrays.stream(targets).forEach(target -> byName.put(target.name(), target));
        return new Environment("staging", FILE, "Staging", List.of(), byName, Map.of(), DriverChoice.AUTO, guard);
    }

    private static Guardrails rules(@Nullable Guard guard, TargetSpec... targets) {
        return new Guardrails(environment(guard, targets));
    }

    private static FaultStep step(Fault fault) {
        return new FaultStep("boom", fault, "web", Duration.ZERO, null, null, Scenarios.HERE);
    }

    private static FaultStep kill() {
        return step(new PodKill("1", Duration.ZERO));
    }

    private static List<String> messages(List<Violation> violations) {
        return violations.stream().map(Violation::message).toList();
    }

    private static Preflight reaching(int matched, int ready, int affected, boolean stops) {
        return new Preflight(List.of(), List.of(), new BlastRadius(matched, ready, affected, stops));
    }

    @Test
    void onThisMachineNoGuardIsNeeded() {
        assertThat(rules(null, service()).violations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080",
                "http://127.0.1.9:8080",
                "http://localhost:8080",
                "http://[::1]:8080",
                "redis://:secret@127.0.0.1:6379",
                "jdbc:postgresql://localhost:5432/shop?sslmode=disable",
                "jdbc:mysql://127.0.0.1/shop",
                "jdbc:sqlserver://localhost:1433;databaseName=shop",
                "jdbc:sqlserver://localhost\\SHOP;databaseName=shop;encrypt=false",
                "jdbc:postgresql://localhost:5432,127.0.0.1:5433,[::1]/shop?targetServerType=primary&user=a",
                "jdbc:postgresql:///shop",
                "jdbc:mysql://shop:pass@127.0.0.1:3306/shop?useSSL=false&allowPublicKeyRetrieval=true",
                "jdbc:mysql:loadbalance://localhost:3306,127.0.0.1:3307/shop",
                "jdbc:mysql://address=(host=localhost)(port=3306),(host=127.0.0.1,port=3307)/shop",
                "jdbc:mariadb:sequential://localhost,127.0.0.1/shop",
                "jdbc:oracle:thin:@localhost:1521:shop",
                "jdbc:oracle:thin:shop/pass@127.0.0.1:1521/shop",
                "jdbc:oracle:thin:@//localhost:1521/shop.local",
                "jdbc:oracle:thin:@tcp://localhost:1521/shop",
                "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS_LIST=(ADDRESS=(PROTOCOL=tcp)(HOST=localhost)(PORT=1521))"
                        + "(ADDRESS=(PROTOCOL=tcp)(HOST = 127.0.0.1)(PORT=1522)))(CONNECT_DATA=(SERVICE_NAME=shop)))",
                "jdbc:hsqldb:hsql://localhost:9001/shop",
                "jdbc:h2:mem:shop",
                "jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;MODE=PostgreSQL",
                "jdbc:hsqldb:mem:shop;sql.syntax_pgs=true",
                "jdbc:h2:tcp://127.0.0.1:9092/mem:shop",
                "jdbc:sqlite:shop.db"
            })
    void anAddressOfThisMachineNeedsNone(String url) {
        assertThat(rules(null, url(url)).violations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.7:8080",
                "http://shop.example:80",
                "http://127.0.0.1.example:80",
                "http://localhost.example:80",
                "http://localhost@evil.example:80",
                "http://2130706433:80",
                "redis://localhost:6379,shop.example:6379",
                "jdbc:postgresql://localhost,shop.example/shop",
                "jdbc:duckdb:md:shop",
                "jdbc:mariadb:sequential://shop.example,localhost/shop",
                "jdbc:mysql://address=(host=shop.example)(port=3306)/shop",
                "jdbc:sqlserver://shop.example;databaseName=shop",
                "jdbc:oracle:thin:@shop.example:1521:shop",
                "jdbc:h2:tcp:shop.example/shop",
                "jdbc:h2:tcp:localhost/shop",
                "jdbc:h2:tcp://localhost,shop.example/shop",
                "jdbc:shop://localhost/shop",
                "jdbc:tc:postgresql:16:///shop",
                "jdbc:mysql://localhost,(host=shop.example,port=3306)/shop",
                "jdbc:mysql://localhost@shop.example/shop",
                "jdbc:mysql+srv://localhost/shop",
                "jdbc:mysql://shop.example#@localhost/shop",
                "jdbc:postgresql://localhost@shop.example/shop",
                "jdbc:oracle:oci:@localhost:1521:shop",
                "jdbc:oracle:thin:@shop",
                "jdbc:oracle:thin:@localhost,shop.example:1521/shop",
                "jdbc:oracle:thin:shop/at@home@shop.example:1521:shop",
                "jdbc:oracle:thin:@ldap://localhost:389/shop,cn=OracleContext",
                "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=localhost)(PORT=1521))"
                        + "(ADDRESS=(PROTOCOL=tcp)(HOST=shop.example)(PORT=1521))(CONNECT_DATA=(SID=shop)))",
                "http://[2001:db8::1]:8080"
            })
    void whatIsElsewhereNeedsAGuard(String url) {
        assertThat(messages(rules(null, url(url)).violations()))
                .containsExactly(
                        "environments/staging.yaml:8:3: target 'web' is not on this machine, and the environment"
                                + " has no guard; say what may be touched: guard: { hosts: […] }");
    }

    /** Also one that nobody has heard of yet. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://localhost/shop?PGHOST=db.example.org | PGHOST",
                "jdbc:postgresql://localhost/shop?user=a&service=shop | service",
                "jdbc:postgresql://localhost/shop?host=shop.example | host",
                "jdbc:postgresql://localhost/shop?%68ost=shop.example | %68ost",
                "jdbc:postgresql://localhost/shop?viaRelay=shop.example | viaRelay",
                "jdbc:postgresql://localhost/shop?socketFactoryArg=x | socketFactoryArg",
                "jdbc:mysql://localhost/shop?dnsSrv=true | dnsSrv",
                "jdbc:mysql://localhost/shop?socksProxyHost=shop.example | socksProxyHost",
                "jdbc:sqlserver://localhost;serverName=shop.example | serverName",
                "jdbc:sqlserver://localhost;failoverPartner=shop.example | failoverPartner",
                "jdbc:h2:tcp://localhost/shop;INIT=RUNSCRIPT FROM 'a' | INIT",
                "jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1;INIT=RUNSCRIPT FROM 'a' | INIT",
                "jdbc:h2:~/shop;init=RUNSCRIPT FROM 'a' | init",
                "jdbc:oracle:thin:@localhost:1521/shop?TNS_ADMIN=/etc | TNS_ADMIN",
                "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=tcps)(HOST=localhost)(HTTPS_PROXY=p))) | HTTPS_PROXY"
            })
    void soDoesADatabaseWithAParameterThatMayLeadElsewhere(String url, String parameter) {
        assertThat(messages(rules(null, url(url)).violations()))
                .containsExactly("environments/staging.yaml:8:3: target 'web' may not be on this machine (where '"
                        + parameter + "' of its url leads is not known), and the environment has no guard; say what may"
                        + " be touched: guard: { hosts: […] }");
    }

    private static Guard listing(String... hosts) {
        return new Guard(null, List.of(), List.of(hosts), Map.of(), null, 1, 1, 100, false, false, Map.of(), GUARD);
    }

    /** Names decide nothing here: what is listed may be touched, and nothing else. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://shop.example:80 | shop.example",
                "http://shop.example:8080 | shop.example:8080",
                "ws://SHOP.Example. | shop.example",
                "http://shop.example | SHOP.example.",
                "http://[2001:db8::1]:8080 | [2001:db8::1]",
                "http://user:geheim@shop.example | shop.example",
                "rediss://:geheim@redis.example:6380 | redis.example:6380",
                "jdbc:postgresql://db.example,localhost/shop?user=a&password=geheim | db.example",
                "jdbc:postgresql://db.example/shop?service=x | jdbc:web",
                "jdbc:oracle:thin:@shop | jdbc:web",
                "http://127.0.0.1:8080 | elsewhere.example",
                "jdbc:h2:mem:shop | elsewhere.example"
            })
    void whatTheGuardListsMayBeTouched(String url, String listed) {
        assertThat(rules(listing(listed), url(url)).violations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://shop.example:80 | eu-shop.example | leads to 'shop.example', which the guard does not list;",
                "http://shop.example:8080 | shop.example:80 | leads to 'shop.example', which",
                "http://shop.example.evil.example | shop.example | leads to 'shop.example.evil.example', which",
                "http://shоp.example | shop.example | leads to ",
                "http://user:geheim@10.0.0.7:80 | user | leads to '10.0.0.7', which the guard",
                "jdbc:postgresql://db.example,other.example/shop?password=geheim | db.example | leads to 'other.example',",
                "jdbc:postgresql://db.example/shop?service=geheim | db.example | is a database, and where its url leads",
                "jdbc:oracle:thin:@shop | shop | is a database, and where its url leads is unknown",
            })
    void andNothingElse(String url, String listed, String message) {
        assertThat(messages(rules(listing(listed), url(url)).violations()))
                .singleElement()
                .asString()
                .contains("target 'web' " + message)
                .contains("to hosts: in the guard (environments/staging.yaml:2:1) if it may be touched")
                .doesNotContain("geheim");
    }

    @Test
    void soDoPods() {
        assertThat(messages(rules(null, pods("shop-test")).violations())).hasSize(1);
        assertThat(rules(guard(), pods("shop-test")).violations()).isEmpty();
    }

    @Test
    void aNamespaceThatTheGuardDoesNotNameIsNotTouched() {
        assertThat(messages(rules(guard(), pods("shop")).violations()))
                .containsExactly(
                        "environments/staging.yaml:8:3: target 'web' is in the namespace 'shop', which the guard"
                                + " does not allow; allowed: shop-test; add it to namespaces: in the guard"
                                + " (environments/staging.yaml:2:1) if it may be touched");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"prod", "eu-prod", "prod-2", "prod2", "Production", "shop.PRD", "live", "live_eu", "a/prod"})
    void aContextThatLooksLikeProductionIsRefused(String context) {
        assertThat(messages(rules(guard(context, List.of("shop-test"), false)).violations()))
                .containsExactly(
                        "environments/staging.yaml:2:1: '" + context + "' looks like production; chaos does not"
                                + " go there; if the name misleads, write `production: allow` in the guard");
        assertThat(rules(guard(context, List.of("shop-test"), true)).violations())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "euprod",
                "prodeu",
                "shopProd",
                "euprod2",
                "k8sprod",
                "pr0d",
                "1ive",
                "myproduction",
                "pr\u043Ed", // Cyrillic o
                "\u0440rod", // Cyrillic er
                "\u0440\u0433\u043E\u0501", // all of it
                "PR\u039FD", // Greek omicron
                "\uFF50\uFF52\uFF4F\uFF44", // full width
                "pro\u200Bd", // a space of no width
                "pr\u00F6d",
                "p\u0280\u1D0F\u1D05",
                "\uD835\uDC29\uD835\uDC2B\uD835\uDC28\uD835\uDC1D", // mathematical
                "st\u10D0ging" // a Georgian letter: nobody can tell
            })
    void soIsOneThatIsWrittenInAnotherWay(String context) {
        assertThat(messages(rules(guard(context, List.of("shop-test"), false)).violations()))
                .singleElement()
                .asString()
                .contains("'" + context + "' looks like production");
        assertThat(rules(guard(context, List.of("shop-test"), true)).violations())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "product-test",
                "reproduce",
                "delivery",
                "olive",
                "non-producing",
                "liveness",
                "nonprod",
                "producer",
                "prodding",
                "gr\u00F6\u00DFe",
                "\u691C\u8A3C",
                "\u0442\u0435\u0441\u0442",
                "gke_shop-dev_europe-west1_c1"
            })
    void aNameThatOnlyContainsTheLettersIsNot(String context) {
        assertThat(rules(guard(context, List.of("shop-test"), false)).violations())
                .isEmpty();
    }

    @Test
    void namespacesAndHostsAreLookedAtToo() {
        assertThat(messages(rules(
                                new Guard(
                                        "staging",
                                        List.of("shop-live"),
                                        List.of("shop.prod.example"),
                                        Map.of(),
                                        null,
                                        1,
                                        1,
                                        100,
                                        false,
                                        false,
                                        Map.of(),
                                        GUARD),
                                url("http://shop.prod.example:80"))
                        .violations()))
                .containsExactly(
                        "environments/staging.yaml:2:1: 'shop-live' looks like production; chaos does not go there; if"
                                + " the name misleads, write `production: allow` in the guard",
                        "environments/staging.yaml:8:3: 'shop.prod.example' looks like production; chaos does not go"
                                + " there; if the name misleads, write `production: allow` in the guard");
    }

    /** What listens on this machine may be a proxy, such as kubectl's, that leads to production by its path. */
    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8001/api/v1/namespaces/prod/services/shop/proxy,"
                + " /api/v1/namespaces/prod/services/shop/proxy",
        "http://u:geheim@127.0.0.1:8080/pr%6Fd/, /prod/",
        "ws://127.0.0.1/live, /live",
    })
    void soIsThePathOfAUrl(String url, String path) {
        assertThat(messages(rules(null, url(url)).violations()))
                .containsExactly("environments/staging.yaml:8:3: '" + path + "' looks like production; chaos does not"
                        + " go there; if the name misleads, write `production: allow` in the guard");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app=prod-web", "env in (test, prod)", "app=web,stage!=live", "prod/app=web"})
    void soAreSelectors(String selector) {
        TargetSpec target = new TargetSpec(
                "web", null, false, null, new KubernetesTarget("staging", "shop-test", selector, null), TARGET);
        assertThat(messages(rules(guard(), target).violations()))
                .containsExactly("environments/staging.yaml:8:3: '" + selector + "' looks like production; chaos does"
                        + " not go there; if the name misleads, write `production: allow` in the guard");
    }

    @Test
    void theUrlOfADatabaseIsLookedAtAndNotShown() {
        TargetSpec target = url("jdbc:oracle:thin:shop/geheim@db.prod.example:1521:shop");
        assertThat(messages(rules(listing("db.prod.example"), target).violations()))
                .containsExactly("environments/staging.yaml:8:3: the url of target 'web' looks like production; chaos"
                        + " does not go there; if the name misleads, write `production: allow` in the guard");
    }

    @Test
    void noHostIsTouchedThatTheGuardDoesNotName() {
        TargetSpec target = hosts(Map.of("role", "chaos", "zone", "b"));
        assertThat(messages(rules(null, target).violations()))
                .containsExactly("environments/staging.yaml:8:3: target 'clocks' is not on this machine, and the"
                        + " environment has no guard; say what may be touched: guard: { gremlinHosts: {…} }");
        assertThat(messages(rules(guard(), target).violations()))
                .containsExactly("environments/staging.yaml:8:3: target 'clocks' is hosts, and the guard does not name"
                        + " any; if they may be touched, write gremlinHosts: { TAG: VALUE } in the guard"
                        + " (environments/staging.yaml:2:1), with the tags that each of them has");
        assertThat(messages(
                        rules(hosts(Map.of("role", "web"), 9, false), target).violations()))
                .containsExactly(
                        "environments/staging.yaml:8:3: target 'clocks' is the hosts with role=chaos,zone=b,"
                                + " and the guard allows only those with role=web; add that to hosts: of the target, or name"
                                + " others in gremlinHosts: in the guard (environments/staging.yaml:2:1) if they may be touched");
    }

    /** The fewer tags, the more hosts: a target must say all of the guard's, and may say more. */
    @Test
    void aTargetMayBeNarrowerThanTheGuardAndNotWider() {
        Map<String, String> two = Map.of("role", "chaos", "zone", "b");
        assertThat(rules(hosts(Map.of("role", "chaos"), 1, false), hosts(two)).violations())
                .isEmpty();
        assertThat(rules(hosts(two, 1, false), hosts(two)).violations()).isEmpty();
        assertThat(rules(hosts(two, 1, false), hosts(Map.of("role", "chaos"))).violations())
                .hasSize(1);
    }

    @Test
    void noMoreHostsThanAllowed() {
        Map<String, String> tags = Map.of("role", "chaos");
        List<String> found = List.of("h1", "h2");
        assertThat(rules(hosts(tags, 2, false)).refusals(kill(), WEB, Preflight.ofHosts(found)))
                .isEmpty();
        assertThat(rules(hosts(tags, 1, false)).refusals(kill(), WEB, Preflight.ofHosts(found)))
                .containsExactly("fault 'boom' would reach 2 hosts (h1, h2); maxHosts is 1 (in the guard,"
                        + " environments/staging.yaml:2:1)");
        assertThat(rules(hosts(Map.of(), 9, false)).refusals(kill(), WEB, Preflight.ofHosts(found)))
                .as("a guard that names none")
                .hasSize(1);
        assertThat(rules(null).refusals(kill(), WEB, Preflight.ofHosts(found)))
                .containsExactly("fault 'boom' would reach 2 hosts (h1, h2); maxHosts is 0 where there is no guard");
    }

    @Test
    void hostsThatLookLikeProductionAreRefusedByTagAndByName() {
        Map<String, String> tags = Map.of("env", "prod");
        assertThat(rules(hosts(tags, 1, false)).violations()).as("of the guard").hasSize(1);
        assertThat(rules(hosts(Map.of("role", "chaos"), 1, false), hosts(Map.of("role", "chaos", "env", "prod")))
                        .violations())
                .as("of a target")
                .hasSize(1);
        assertThat(rules(hosts(tags, 1, true), hosts(tags)).violations()).isEmpty();
        Preflight found = Preflight.ofHosts(List.of("eu-prod-7"));
        assertThat(rules(hosts(Map.of("role", "chaos"), 1, false)).refusals(kill(), WEB, found))
                .containsExactly("fault 'boom' would reach host 'eu-prod-7', which looks like production; production is"
                        + " refuse (in the guard, environments/staging.yaml:2:1)");
        assertThat(rules(hosts(Map.of("role", "chaos"), 1, true)).refusals(kill(), WEB, found))
                .isEmpty();
    }

    @Test
    void whatCannotBeUndoneMustBeAllowed() {
        assertThat(messages(rules(guard(), pods("shop-test")).violations(step(new RedisFlush()), pods("shop-test"))))
                .containsExactly("scenarios/test.yaml:1:1: redis-flush cannot be undone, and environment 'staging' does"
                        + " not allow it on 'web'; write `allow: [redis-flush]` in the guard of"
                        + " environments/staging.yaml if what it destroys can be lost");
        assertThat(rules(allowing("redis-flush")).violations(step(new RedisFlush()), pods("shop-test")))
                .isEmpty();
        assertThat(rules(allowing("pod-kill")).violations(step(new RedisFlush()), pods("shop-test")))
                .hasSize(1);
    }

    @Test
    void aServiceThatTheRunItselfStartsMayLoseItsData() {
        assertThat(rules(null, service()).violations(step(new RedisFlush()), service()))
                .isEmpty();
        assertThat(rules(null).violations(step(new RedisFlush()), url("redis://127.0.0.1:6379")))
                .hasSize(1);
    }

    @Test
    void outsideItsWindowNothingIsInjected() {
        Guard guard = new Guard("staging", List.of("shop-test"), FRIDAYS, 1, 100, false, false, Set.of(), GUARD);
        assertThat(rules(guard).closed(Instant.parse("2026-03-06T03:00:00Z"))).isEmpty();
        assertThat(rules(guard).closed(Instant.parse("2026-03-06T05:00:00.123Z")))
                .contains(
                        "the window for faults is Fri 02:00 to 05:00 UTC, and it is 2026-03-06T05:00Z[UTC] (window: in"
                                + " the guard, environments/staging.yaml:2:1)");
        assertThat(rules(guard()).closed(Instant.parse("2026-03-06T12:00:00Z"))).isEmpty();
        assertThat(rules(null).closed(Instant.parse("2026-03-06T12:00:00Z"))).isEmpty();
    }

    /** The fault phase of this scenario ends {@code minutes} after the start, and a minute is for start and undo. */
    private static Plan plan(int minutes) {
        Scenario scenario = Scenarios.scenario()
                .phases(30, 30, minutes * 60 - 60, 40)
                .latency("slow", 0, null)
                .build();
        FaultStep step = scenario.faults().get(0);
        Prepared<?> prepared = new Prepared<>(step, step.fault(), service(), "fake", "slows", null);
        return new Plan("run-1", 1, scenario, environment(null, service()), List.of(prepared));
    }

    @Test
    void aPlanThatCouldEndAfterTheWindowIsNotBegun() {
        Guard guard = new Guard("staging", List.of("shop-test"), FRIDAYS, 1, 100, false, false, Set.of(), GUARD);
        Instant late = Instant.parse("2026-03-06T04:50:00Z");
        assertThat(rules(guard).tooLong(List.of(plan(9)), late)).isEmpty();
        assertThat(rules(guard).tooLong(List.of(plan(10)), late))
                .contains("the window for faults ends at 2026-03-06T05:00Z[UTC], and up to the undo of its last fault"
                        + " this plan needs 11m; start it at 2026-03-06T04:49Z[UTC] at the latest"
                        + " (window: in the guard, environments/staging.yaml:2:1)");
        assertThat(rules(null).tooLong(List.of(plan(10)), late)).isEmpty();
        assertThat(rules(guard()).tooLong(List.of(plan(10)), late)).isEmpty();
    }

    @Test
    void whereTheWindowIsClosedThePlanMustFitIntoTheNext() {
        Guard guard = new Guard("staging", List.of("shop-test"), FRIDAYS, 1, 100, false, false, Set.of(), GUARD);
        Instant before = Instant.parse("2026-03-04T12:00:00Z");
        assertThat(rules(guard).tooLong(List.of(plan(179)), before)).isEmpty();
        assertThat(rules(guard).tooLong(List.of(plan(180)), before))
                .contains("the window for faults ends at 2026-03-06T05:00Z[UTC], and up to the undo of its last fault"
                        + " this plan needs 181m; the window is not as long as that: shorten the plan, or widen the window"
                        + " (window: in the guard, environments/staging.yaml:2:1)");
    }

    /** What comes after the last undo of one delays the next. */
    @Test
    void plansThatAreRunOneAfterTheOtherMustAllFit() {
        Guard guard = new Guard("staging", List.of("shop-test"), FRIDAYS, 1, 100, false, false, Set.of(), GUARD);
        Instant at = Instant.parse("2026-03-06T04:30:00Z");
        assertThat(rules(guard).tooLong(List.of(plan(10), plan(10)), at)).isEmpty();
        assertThat(rules(guard).tooLong(List.of(plan(10), plan(10), plan(10)), at))
                .containsExactly("the window for faults ends at 2026-03-06T05:00Z[UTC], and up to the undo of its last"
                        + " fault the scenario 'test' needs 34m40s, with the 2 scenarios before it; start it at"
                        + " 2026-03-06T04:25:20Z[UTC] at the latest, or run fewer scenarios in one build (window: in the"
                        + " guard, environments/staging.yaml:2:1)");
        assertThat(rules(null).tooLong(List.of(plan(200), plan(200)), at)).isEmpty();
    }

    @Test
    void aPlanThatIsLongerThanAnyWindowIsAMistakeOfItsFiles() {
        Guard guard = new Guard("staging", List.of("shop-test"), FRIDAYS, 1, 100, false, false, Set.of(), GUARD);
        assertThat(rules(guard).neverFits(plan(179))).isEmpty();
        assertThat(rules(guard).neverFits(plan(180)).orElseThrow().message())
                .startsWith(
                        "environments/staging.yaml:2:1: the window for faults (Fri 02:00 to 05:00 UTC) is 180m long,"
                                + " and up to the undo of its last fault the scenario '")
                .contains("needs 181m");
        assertThat(rules(null).neverFits(plan(999))).isEmpty();
        MaintenanceWindow night = new MaintenanceWindow(
                Set.of(DayOfWeek.MONDAY), LocalTime.of(23, 0), LocalTime.of(1, 0), ZoneId.of("UTC"));
        assertThat(night.length()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void whatTheDriverFoundIsToldWithTheFaultsName() {
        assertThat(rules(guard()).refusals(kill(), WEB, Preflight.problem("no pod matches shop-test/app=web")))
                .containsExactly("fault 'boom': no pod matches shop-test/app=web");
    }

    @Test
    void missingRightsAreToldInOneSentence() {
        Preflight found = new Preflight(
                List.of(),
                List.of(
                        new Permission("delete", "", "pods", "shop-test"),
                        new Permission("create", "coordination.k8s.io", "leases", "shop-test")),
                null);
        assertThat(rules(guard()).refusals(kill(), WEB, found))
                .containsExactly(
                        "fault 'boom' needs rights that context 'staging' does not have: delete pods in shop-test,"
                                + " create leases.coordination.k8s.io in shop-test; grant them by a Role, or leave the fault"
                                + " out");
        assertThat(rules(null).refusals(kill(), WEB, found))
                .containsExactly("fault 'boom' needs rights that are missing: delete pods in shop-test,"
                        + " create leases.coordination.k8s.io in shop-test; grant them by a Role, or leave the fault"
                        + " out");
    }

    @Test
    void noMorePodsThanAllowed() {
        assertThat(rules(guard(2, 100, false)).refusals(kill(), WEB, reaching(9, 9, 2, true)))
                .isEmpty();
        assertThat(rules(guard(2, 100, false)).refusals(kill(), WEB, reaching(9, 9, 3, true)))
                .containsExactly("fault 'boom' would reach 3 pods; maxPods is 2 (in the guard,"
                        + " environments/staging.yaml:2:1)");
    }

    @Test
    void noGreaterShareThanAllowed() {
        assertThat(rules(guard(9, 50, false)).refusals(kill(), WEB, reaching(4, 4, 2, true)))
                .isEmpty();
        assertThat(rules(guard(9, 50, false)).refusals(kill(), WEB, reaching(5, 5, 3, true)))
                .containsExactly("fault 'boom' would reach 3 of 5 pods; maxPercent is 50% (in the guard,"
                        + " environments/staging.yaml:2:1)");
        assertThat(rules(guard(9, 33, false)).refusals(kill(), WEB, reaching(3, 3, 1, true)))
                .as("a third is more than 33%%")
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"2,2,1,true", "1,1,0,true", "2,1,1,false", "1,1,1,false", "3,0,1,false"})
    void theLastReadyPodStays(int matched, int ready, int affected, boolean allowed) {
        List<String> refusals =
                rules(guard(9, 100, false)).refusals(kill(), WEB, reaching(matched, ready, affected, true));
        if (allowed) {
            assertThat(refusals).isEmpty();
        } else {
            assertThat(refusals)
                    .containsExactly("fault 'boom' could take the last ready pod: " + ready + " of " + matched
                            + " are ready, and it stops " + affected
                            + "; lastReadyPod is refuse (in the guard, environments/staging.yaml:2:1)");
        }
        assertThat(rules(guard(9, 100, true)).refusals(kill(), WEB, reaching(matched, ready, affected, true)))
                .isEmpty();
        assertThat(rules(guard(9, 100, false)).refusals(kill(), WEB, reaching(matched, ready, affected, false)))
                .as("a fault that stops nobody")
                .isEmpty();
    }

    @Test
    void everyBrokenRuleIsTold() {
        Preflight found = new Preflight(
                List.of("a problem"),
                List.of(new Permission("delete", "", "pods", "shop-test")),
                new BlastRadius(2, 2, 2, true));
        assertThat(rules(guard(1, 50, false)).refusals(kill(), WEB, found)).hasSize(5);
    }

    /**
     * Whatever a scenario's fault is called and says, and wherever it is aimed: what the guard refuses depends on the
     * guard and on what is reached alone.
     */
    @Property(tries = 300)
    void noScenarioSwitchesARuleOff(
            @ForAll("steps") FaultStep step,
            @ForAll("guards") Guard guard,
            @ForAll("found") BlastRadius found,
            @ForAll("hostNames") List<String> hosts) {
        Guardrails rules = rules(guard, pods("elsewhere"));
        List<String> refusals = rules.refusals(step, WEB, new Preflight(List.of(), List.of(), found, hosts));

        boolean tooMany = found.affected() > guard.maxPods();
        boolean tooGreat = found.affected() > guard.maxPercent() / 100.0 * found.matched();
        boolean theLast = found.stops() && !guard.lastReadyPod() && found.ready() - found.affected() <= 0;
        boolean tooManyHosts = hosts.size() > (guard.hosts().isEmpty() ? 0 : guard.maxHosts());
        assertThat(refusals)
                .hasSize((tooMany ? 1 : 0) + (tooGreat ? 1 : 0) + (theLast ? 1 : 0) + (tooManyHosts ? 1 : 0));
        assertThat(rules.closed(Instant.parse("2026-03-07T12:00:00Z")).isPresent())
                .isEqualTo(guard.window() != null);
        assertThat(rules.violations()).as("the namespace is not the guard's").hasSize(1);
        assertThat(rules.violations(step, pods("elsewhere")).isEmpty())
                .isEqualTo(
                        !(step.fault() instanceof RedisFlush) || guard.allow().containsKey("redis-flush"));
    }

    @Provide
    Arbitrary<FaultStep> steps() {
        Arbitrary<Fault> faults = Arbitraries.of(
                new PodKill("100%", Duration.ZERO),
                new ContainerKill("3", ContainerKill.Signal.KILL),
                new Scale(0),
                new RolloutRestart(),
                new RedisFlush(),
                new TimeTravel(Duration.ofHours(1), true));
        Arbitrary<String> names = Arbitraries.of("boom", "guard: off", "allow: [redis-flush]", "production: allow");
        return Combinators.combine(faults, names, Arbitraries.of("web", "production", "*"))
                .as((fault, name, target) ->
                        new FaultStep(name, fault, target, Duration.ZERO, null, null, Scenarios.HERE));
    }

    @Provide
    Arbitrary<Guard> guards() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 100),
                        Arbitraries.of(true, false),
                        Arbitraries.of(Map.<String, Location>of(), Map.of("redis-flush", GUARD)),
                        Arbitraries.of(true, false),
                        Arbitraries.of(Map.<String, String>of(), Map.of("role", "chaos")),
                        Arbitraries.integers().between(1, 3))
                .as((pods, percent, last, allow, always, tags, maxHosts) -> new Guard(
                        "staging",
                        List.of("shop-test"),
                        List.of(),
                        tags,
                        always ? null : FRIDAYS,
                        maxHosts,
                        pods,
                        percent,
                        last,
                        false,
                        allow,
                        GUARD));
    }

    @Provide
    Arbitrary<List<String>> hostNames() {
        return Arbitraries.of("h1", "h2", "h3", "h4").list().uniqueElements();
    }

    @Provide
    Arbitrary<BlastRadius> found() {
        return Arbitraries.integers().between(1, 6).flatMap(matched -> Combinators.combine(
                        Arbitraries.integers().between(0, matched),
                        Arbitraries.integers().between(0, matched),
                        Arbitraries.of(true, false))
                .as((ready, affected, stops) -> new BlastRadius(matched, ready, affected, stops)));
    }

    /** A kind of target that the guard has never heard of. */
    @TargetType(name = "lamp", doc = "a lamp of the house")
    private record Lamp(String room) implements TargetKind {

        @Override
        public String shown() {
            return "the lamp in " + room;
        }

        @Override
        public List<String> places() {
            return room.isEmpty() ? List.of() : List.of(room);
        }
    }

    private static TargetSpec lamp(String room) {
        return new TargetSpec("light", null, false, null, new Lamp(room), TARGET);
    }

    private static Guard lamps(int most, String... places) {
        return new Guard(
                null,
                List.of(),
                List.of(),
                Map.of(),
                null,
                1,
                1,
                50,
                false,
                List.of(places),
                most,
                1,
                false,
                Map.of(),
                GUARD);
    }

    @Test
    void aNewKindOfTargetIsUnderTheGuardFromItsFirstDay() {
        assertThat(messages(rules(null, lamp("hall")).violations()))
                .singleElement()
                .asString()
                .contains(
                        "target 'light' may not be on this machine, and the environment has no guard",
                        "{ places: [lamp:hall] }");
        assertThat(messages(rules(lamps(1, "lamp:hal"), lamp("hall")).violations()))
                .singleElement()
                .asString()
                .contains("target 'light' is 'lamp:hall', which the guard does not list; did you mean 'lamp:hal'?");
        assertThat(messages(rules(lamps(1, "lamp:hall"), lamp("hall")).violations()))
                .isEmpty();
        assertThat(messages(rules(lamps(1, "lamp:hall"), lamp("")).violations()))
                .singleElement()
                .asString()
                .contains("nothing can allow it");
        assertThat(messages(rules(lamps(1, "lamp:prod-hall"), lamp("prod-hall")).violations()))
                .hasSize(2)
                .allSatisfy(mistake -> assertThat(mistake).contains("looks like production"));
    }

    @Test
    void whatADriverOfANewKindWouldReachIsCounted() {
        Guardrails rules = rules(lamps(2, "lamp:hall"), lamp("hall"));

        assertThat(rules.refusals(kill(), lamp("hall"), lampsReached(9, 9, 2))).isEmpty();
        assertThat(rules.refusals(kill(), lamp("hall"), lampsReached(9, 9, 3)))
                .singleElement()
                .asString()
                .contains("would reach 3 lamps; maxUnits is 2");
        assertThat(rules.refusals(kill(), lamp("hall"), lampsReached(2, 2, 2)))
                .hasSize(2)
                .anySatisfy(rule -> assertThat(rule).contains("would reach 2 of 2 lamps; maxPercent is 50%"))
                .anySatisfy(rule -> assertThat(rule).contains("could take the last of the ready lamps: 2 of 2"));
        assertThat(rules.refusals(kill(), lamp("hall"), Preflight.CLEAR))
                .singleElement()
                .asString()
                .contains("its driver does not say how much of target 'light' it would reach");
    }

    private static Preflight lampsReached(int matched, int ready, int affected) {
        return new Preflight(List.of(), List.of(), new BlastRadius("lamps", matched, ready, affected, true));
    }

    private static List<String> runnersAllowed(@Nullable Guard guard, String namespace, int count) {
        LoadRunners runners =
                new LoadRunners(namespace, count, "grafana/k6:2.2.0", null, "IfNotPresent", "1", "1Gi", false, TARGET);
        Environment environment = new Environment(
                "staging",
                "environments/staging.yaml",
                "Staging",
                List.of(),
                Map.of(),
                Map.of(),
                new Environment.DriverChoice(LoadRunners.ENGINE, TARGET),
                guard,
                List.of(),
                Map.of(),
                runners);
        return messages(new Guardrails(environment).violations());
    }

    private static Guard runnersGuard(int most) {
        return new Guard(
                "staging",
                List.of("load-test"),
                List.of(),
                Map.of(),
                null,
                1,
                1,
                100,
                false,
                List.of(),
                1,
                most,
                false,
                Map.of(),
                GUARD);
    }

    @Test
    void theRunnersOfALoadAreUnderTheGuard() {
        assertThat(runnersAllowed(runnersGuard(4), "load-test", 4)).isEmpty();
        assertThat(runnersAllowed(runnersGuard(4), "load-test", 5))
                .singleElement()
                .asString()
                .contains("the load has 5 runners; maxRunners is 4 (in the guard, ");
        assertThat(runnersAllowed(runnersGuard(4), "load-tst", 4))
                .singleElement()
                .asString()
                .contains("the runners of the load are in the namespace 'load-tst', which the guard does not allow")
                .contains("did you mean 'load-test'?");
        assertThat(runnersAllowed(null, "load-test", 4))
                .singleElement()
                .asString()
                .contains("the runners of the load are pods in a cluster, and the environment has no guard");
        assertThat(runnersAllowed(
                        new Guard(null, List.of(), null, 1, 100, false, false, Set.of(), GUARD), "load-test", 1))
                .singleElement()
                .asString()
                .contains("the guard names no context");
    }

    @Test
    void runnersInANamespaceThatLooksLikeProductionAreRefused() {
        assertThat(runnersAllowed(runnersGuard(4), "prod", 1))
                .anyMatch(one -> one.contains("'prod' looks like production"));
    }
}
