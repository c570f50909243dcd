package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.ChaosException;
import dev.holograph.chaos.application.TypedParameters;
import dev.holograph.chaos.scenario.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/** Finds properties that were meant for this plugin, and that nothing in it reads. */
final class UnknownProperties {

    private static final String PREFIX = "chaos.";
    /** Values for parameters of scenarios, see {@link TypedParameters}. */
    private static final String PARAMETERS = TypedParameters.PREFIX;

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([\\w.]+)}");

    /** A misspelled one of these has the goal work on other scenarios, or in another place, than was meant. */
    private static final Set<String> SELECTORS = Set.of(
            "chaos.scenario", "scenario", "chaos.suite", "suite", "chaos.tags", "chaos.environment", "chaos.rerun");

    /**
     * What people write without the prefix, since {@code scenario} and {@code suite} have none. A build may have such
     * properties of its own.
     */
    private static final Map<String, String> WITHOUT_PREFIX = Map.of(
            "environment", "chaos.environment",
            "tags", "chaos.tags",
            "tag", "chaos.tags",
            "rerun", "chaos.rerun");

    private final Set<String> known;
    private final boolean isCalled;

    /**
     * @param known the names that the goals and the providers read
     * @param isCalled whether the goal was called on the command line, and what is typed there is meant for it
     */
    UnknownProperties(Collection<String> known, boolean isCalled) {
        this.known = Set.copyOf(known);
        this.isCalled = isCalled;
    }

    /** Properties that a goal of the plugin has as a parameter, or that a provider reads. */
    static UnknownProperties of(MojoExecution execution, Collection<String> settings) {
        Set<String> known = new HashSet<>(settings);
        for (MojoDescriptor goal :
                execution.getMojoDescriptor().getPluginDescriptor().getMojos()) {
            for (PlexusConfiguration parameter : goal.getMojoConfiguration().getChildren()) {
                Matcher expression = EXPRESSION.matcher(String.valueOf(parameter.getValue()));
                if (expression.matches()) {
                    known.add(expression.group(1));
                }
            }
        }
        return new UnknownProperties(known, Whereabouts.isFromTheCommandLine(execution));
    }

    /**
     * A sentence about each.
     *
     * @param typed on the command line
     * @param pom of the project, which may have properties of its own that begin alike
     * @throws ChaosException if one of them was to say what the goal works on
     */
    List<String> warnings(Properties typed, Properties pom) throws ChaosException {
        List<String> warnings = new ArrayList<>();
        for (String name : names(typed)) {
            Optional<String> nearest = nearest(name);
            String meant = WITHOUT_PREFIX.get(name);
            if (meant != null) {
                withoutPrefix(name, meant, typed, pom).ifPresent(warnings::add);
            } else if (name.startsWith(PREFIX) || nearest.isPresent()) {
                refuseSelector(name, nearest, typed);
                warnings.add("-D" + name + " is unknown and does nothing" + meant(nearest, "-D"));
            }
        }
        for (String name : pom.stringPropertyNames()) {
            if (name.startsWith(PARAMETERS)) {
                warnings.add(
                        "the property " + name + " of the POM does nothing: parameters are set on the command line,"
                                + " or under parameters: of an environment");
            }
        }
        for (String name : names(pom)) {
            Optional<String> nearest = nearest(name);
            if (name.startsWith(PREFIX) && nearest.isPresent() && !typed.containsKey(name)) {
                warnings.add("the property " + name + " of the POM is unknown and does nothing" + meant(nearest, ""));
            }
        }
        return warnings;
    }

    private Optional<String> withoutPrefix(String name, String meant, Properties typed, Properties pom)
            throws ChaosException {
        if (pom.containsKey(name)) {
            return Optional.empty();
        }
        if (isCalled) {
            refuseSelector(name, Optional.of(meant), typed);
        }
        return Optional.of(
                "-D" + name + " is not of this plugin and does nothing in it" + meant(Optional.of(meant), "-D"));
    }

    private static String meant(Optional<String> nearest, String prefix) {
        return nearest.map(one -> "; did you mean " + prefix + one + "?")
                .orElse("; mvn chaos:help -Ddetail lists all properties");
    }

    private SortedSet<String> names(Properties properties) {
        SortedSet<String> names = new TreeSet<>(properties.stringPropertyNames());
        names.removeAll(known);
        names.removeIf(name -> name.startsWith(PARAMETERS) || name.startsWith(PackProperties.PREFIX));
        return names;
    }

    /** Without the prefix only {@code scenario} and {@code suite} are ours; what is no more than a letter away from it was meant so. */
    private Optional<String> nearest(String name) {
        if (name.startsWith(PREFIX)) {
            return NearestName.to(
                            name.substring(PREFIX.length()),
                            known.stream()
                                    .filter(one -> one.startsWith(PREFIX))
                                    .map(one -> one.substring(PREFIX.length()))
                                    .sorted()
                                    .toList())
                    .map(PREFIX::concat);
        }
        return Stream.of("scenario", "suite")
                .filter(ours -> name.equalsIgnoreCase(ours) || name.equals(ours + "s"))
                .findFirst();
    }

    private static void refuseSelector(String name, Optional<String> nearest, Properties typed) throws ChaosException {
        if (nearest.isPresent() && SELECTORS.contains(nearest.get()) && !typed.containsKey(nearest.get())) {
            throw new ChaosException("-D" + name + " is unknown; did you mean -D" + nearest.get()
                    + "? Without it the goal would work on something else. Nothing was started.");
        }
    }
}
