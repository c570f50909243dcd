package dev.holograph.chaos.maven;

import dev.holograph.chaos.adapters.load.k6.DownloadRoute;
import dev.holograph.chaos.adapters.load.k6.K6Installer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Mirror;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.RemoteRepository;
import org.jspecify.annotations.Nullable;

/**
 * Where k6 is fetched from, and by which way, as Maven would fetch from a repository with the id {@code k6}.
 *
 * @param baseUrl the place of its releases
 */
record K6Source(String baseUrl, DownloadRoute route) {

    private static final String ID = "k6";

    /**
     * By the settings: their mirror of {@code k6} with the login of its server, and their proxies.
     *
     * @param baseUrl wins over the mirror; {@code null}: not given
     */
    static K6Source of(MavenSession session, @Nullable String baseUrl) {
        // A mirror of * holds artifacts, and no releases of k6: only one that names k6 is meant.
        Optional<Mirror> mirror = baseUrl == null
                ? session.getSettings().getMirrors().stream()
                        .filter(one -> names(one).anyMatch(ID::equals))
                        .findFirst()
                : Optional.empty();
        String url = mirror.map(Mirror::getUrl).orElse(baseUrl == null ? K6Installer.BASE_URL : baseUrl);
        return new K6Source(
                url,
                route(
                        session.getRepositorySession(),
                        new RemoteRepository.Builder(mirror.map(Mirror::getId).orElse(ID), "default", url).build()));
    }

    private static Stream<String> names(Mirror mirror) {
        return Arrays.stream(String.valueOf(mirror.getMirrorOf()).split(",")).map(String::strip);
    }

    private static DownloadRoute route(RepositorySystemSession session, RemoteRepository place) {
        Proxy proxy = session.getProxySelector().getProxy(place);
        RemoteRepository whole = new RemoteRepository.Builder(place)
                .setProxy(proxy)
                .setAuthentication(session.getAuthenticationSelector().getAuthentication(place))
                .build();
        return new DownloadRoute(
                session.isOffline(),
                proxy == null
                        ? null
                        : new DownloadRoute.Proxy(
                                proxy.getHost(),
                                proxy.getPort(),
                                login(AuthenticationContext.forProxy(session, whole))),
                login(AuthenticationContext.forRepository(session, whole)));
    }

    private static DownloadRoute.@Nullable Login login(@Nullable AuthenticationContext context) {
        if (context == null) {
            return null;
        }
        try (context) {
            String user = context.get(AuthenticationContext.USERNAME);
            String password = context.get(AuthenticationContext.PASSWORD);
            return user == null || password == null ? null : new DownloadRoute.Login(user, password);
        }
    }
}
