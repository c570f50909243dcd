package dev.holograph.chaos.adapters.report.html;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Properties;

/**
 * What is inlined into each file, and the policy that allows nothing else.
 *
 * @param style of the page and of uPlot
 * @param script uPlot with its licence, and the page's own
 */
record Assets(String style, String script) {

    private static final String OWN = "/dev/holograph/chaos/adapters/report/html/";
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/";
    private static final String UPLOT_VERSION = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

    static Assets load() throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(read(UPLOT_VERSION)));
        String version = properties.getProperty("version");
        String uplot = UPLOT + version + "/";
        String licence = read(uplot + "LICENSE").strip();
        return new Assets(
                read(uplot + "dist/uPlot.min.css") + read(OWN + "report.css"),
                "/* uPlot " + version + ", https://github.com/leeoniya/uPlot\n\n" + licence + "\n*/\n"
                        + read(uplot + "dist/uPlot.iife.min.js") + "\n" + read(OWN + "report.js"));
    }

    /** A Content-Security-Policy for a {@code meta} element: this style and this script, by their hashes. */
    String policy() {
        return "default-src 'none'; style-src 'sha256-" + hash(style) + "'; script-src 'sha256-" + hash(script)
                + "'; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder().encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** With the line ends that a browser makes of all others before it hashes. */
    private static String read(String resource) throws IOException {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }
}
