package dev.holograph.chaos.maven;

import dev.holograph.chaos.application.Credentials;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** Secrets from the environment, else from the {@code <server>}s of Maven's settings, decrypted. */
final class MavenSecrets implements Credentials {

    private final Settings settings;
    private final SettingsDecrypter decrypter;
    private final UnaryOperator<@Nullable String> environment;

    MavenSecrets(Settings settings, SettingsDecrypter decrypter, UnaryOperator<@Nullable String> environment) {
        this.settings = settings;
        this.decrypter = decrypter;
        this.environment = environment;
    }

    @Override
    public Optional<String> find(String variable, String server) {
        String set = environment.apply(variable);
        if (set != null && !set.isBlank()) {
            return Optional.of(set);
        }
        return Optional.ofNullable(settings.getServer(server)).flatMap(this::password);
    }

    @Override
    public Optional<String> user(String server) {
        return Optional.ofNullable(settings.getServer(server))
                .map(Server::getUsername)
                .filter(name -> !name.isBlank());
    }

    private Optional<String> password(Server server) {
        Server plain =
                decrypter.decrypt(new DefaultSettingsDecryptionRequest(server)).getServer();
        return Optional.ofNullable(plain.getPassword()).filter(password -> !password.isBlank());
    }
}
