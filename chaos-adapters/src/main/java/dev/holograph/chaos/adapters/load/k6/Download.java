package dev.holograph.chaos.adapters.load.k6;

import dev.holograph.chaos.spi.DriverException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches a file by HTTP and takes it only with the right checksum. */
final class Download {

    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(10);

    /** k6 has 30 MB: 50 kB/s, or somebody should know. */
    private static final long ENDS_WITHIN_MINUTES = 10;

    private static final int OK = 200;
    private static final int BUFFER = 64 * 1024;
    private static final String ADVICE =
            "; see that -Dchaos.k6.baseUrl says where the releases of k6 are, or install k6 by hand";

    private Download() {}

    /**
     * Fetches it.
     *
     * @param sha256 in hex
     * @throws DriverException if it cannot be had, or is not what it should be; the message says what to do
     */
    static void fetch(String url, DownloadRoute route, String sha256, Path file)
            throws DriverException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        if (route.offline()) {
            throw new DriverException("Maven is offline (-o), so that " + url
                    + " is not fetched; call it once without -o," + " or name a k6 by -Dchaos.k6=/path/to/k6");
        }
        int status = status(request, route, file);
        if (status != OK) {
            throw new DriverException(url + route.words() + " answered " + status + meaning(status) + ADVICE);
        }
        String found = sha256(file);
        if (!found.equalsIgnoreCase(sha256)) {
            throw new DriverException("what came from " + url + " is not what it should be: its SHA-256 is " + found
                    + ", not " + sha256 + "; nothing was installed. If you trust that place, give the checksum that it"
                    + " publishes by -Dchaos.k6.sha256=…");
        }
    }

    private static String meaning(int status) {
        return switch (status) {
            case 401, 403 -> ": it wants a login; give it as the <server> of a <mirror> of k6 in settings.xml";
            case 404 -> ": it is not there";
            case 407 ->
                ": the proxy wants a login; give it as <username> and <password> of the <proxy> in settings.xml";
            default -> "";
        };
    }

    private static int status(HttpRequest request, DownloadRoute route, Path file)
            throws DriverException, InterruptedException {
        HttpClient client = route.onTo(HttpClient.newBuilder(), request.uri().getHost())
                .connectTimeout(CONNECTS_WITHIN)
                // A release's files lie elsewhere; never from https to http.
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        CompletableFuture<HttpResponse<Path>> answer = client.sendAsync(request, BodyHandlers.ofFile(file));
        try {
            return answer.get(ENDS_WITHIN_MINUTES, TimeUnit.MINUTES).statusCode();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            throw new DriverException(
                    request.uri() + " cannot be reached" + route.words() + " (" + why + ")" + ADVICE
                            + "; a proxy is given as <proxy> in settings.xml or by -Dhttps.proxyHost=…"
                            + " -Dhttps.proxyPort=…, a mirror as <mirror> with <mirrorOf>k6</mirrorOf>",
                    cause);
        } catch (TimeoutException e) {
            throw new DriverException(
                    request.uri() + " was not there after " + ENDS_WITHIN_MINUTES + " minutes" + ADVICE, e);
        } finally {
            answer.cancel(true);
        }
    }

    private static String sha256(Path file) throws DriverException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            byte[] buffer = new byte[BUFFER];
            for (int read = 0; read >= 0; ) {
                read = in.read(buffer);
            }
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (IOException e) {
            throw new DriverException(file + " cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
