package dev.holograph.chaos.adapters.local;

import dev.holograph.chaos.adapters.process.ChildSpec;
import dev.holograph.chaos.adapters.process.ClosedEnvironment;
import dev.holograph.chaos.adapters.process.Executables;
import dev.holograph.chaos.adapters.process.Launcher;
import dev.holograph.chaos.adapters.process.Ports;
import dev.holograph.chaos.plan.ServiceSpec;
import dev.holograph.chaos.plan.ServiceSpec.Kind;
import dev.holograph.chaos.spi.DriverException;
import dev.holograph.chaos.spi.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a service is started.
 *
 * @param words the program and its arguments
 * @param directory where it runs
 * @param version what it is, for the report: of a command as it stands in the file, the same in each run
 * @param shown what is started this time: of a command with its port and address in their places
 */
record ServiceCommand(List<String> words, Path directory, String version, String shown) {

    private ServiceCommand(List<String> words, Path directory, String version) {
        this(words, directory, version, version);
    }

    /**
     * The recipe of a service, once it has been seen that its port is free and its program is there.
     *
     * @throws DriverException if not; the message says what to do
     */
    static ServiceCommand startable(
            ServiceSpec service, Addresses addresses, Folders folders, ArtifactResolver artifacts)
            throws DriverException, InterruptedException {
        failIfTaken(service, addresses.direct(service.name()));
        ServiceCommand recipe = of(service, addresses, folders, artifacts);
        Launcher.program(recipe.child(service, addresses, folders));
        return recipe;
    }

    /** The process to be started. */
    ChildSpec child(ServiceSpec service, Addresses addresses, Folders folders) throws DriverException {
        Map<String, String> variables = new HashMap<>();
        for (Map.Entry<String, String> variable : service.environment().entrySet()) {
            variables.put(variable.getKey(), addresses.fill(variable.getValue(), service));
        }
        return new ChildSpec(
                service.name(), words, ClosedEnvironment.with(variables), directory, folders.log(service.name()));
    }

    private static void failIfTaken(ServiceSpec service, Endpoint endpoint) throws DriverException {
        if (!Ports.isFree(endpoint.port())) {
            throw new DriverException("service '" + service.name() + "' cannot listen on " + endpoint
                    + ": the port is in use by " + PortOwner.of(endpoint.port())
                    + "; end that process, give another port:, or leave port: out to get a free one ("
                    + service.location() + ")");
        }
    }

    private static ServiceCommand of(
            ServiceSpec service, Addresses addresses, Folders folders, ArtifactResolver artifacts)
            throws DriverException, InterruptedException {
        Kind kind = service.kind();
        if (kind instanceof Kind.Artifact artifact) {
            return artifact(artifact.coordinates(), folders.of(service.name()), artifacts);
        }
        if (kind instanceof Kind.Command command) {
            List<String> words = new ArrayList<>();
            for (String word : command.words()) {
                words.add(addresses.fill(word, service));
            }
            return new ServiceCommand(
                    words, folders.root(), String.join(" ", command.words()), String.join(" ", words));
        }
        return redis(addresses.direct(service.name()), folders.of(service.name()), folders.state());
    }

    private static ServiceCommand redis(Endpoint endpoint, Path directory, Path state)
            throws DriverException, InterruptedException {
        RedisExecutable redis = RedisExecutable.find(state);
        List<String> words = List.of(
                redis.path().toString(),
                "--port",
                Integer.toString(endpoint.port()),
                "--bind",
                endpoint.host(),
                // A cache: nothing on disk, so that a restart is a restart from nothing.
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                directory.toString());
        return new ServiceCommand(words, directory, "redis-server " + redis.version() + " (" + redis.origin() + ")");
    }

    private static ServiceCommand artifact(String coordinates, Path directory, ArtifactResolver artifacts)
            throws DriverException {
        Path jar = artifacts.resolve(coordinates);
        if (!Files.isRegularFile(jar)) {
            throw new DriverException(coordinates + " is no jar yet (" + jar
                    + "); build it first: mvn install -DskipTests, or bind chaos:run to a phase after package");
        }
        String java = Executables.onWindows() ? "java.exe" : "java";
        Path program = Path.of(System.getProperty("java.home"), "bin", java);
        return new ServiceCommand(
                List.of(program.toString(), "-jar", jar.toAbsolutePath().toString()),
                directory,
                coordinates + " on Java " + Runtime.version());
    }
}
