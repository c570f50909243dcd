package dev.holograph.chaos.adapters.tls;

import dev.holograph.chaos.adapters.tls.Pem.PemException;
import dev.holograph.chaos.plan.Environment;
import dev.holograph.chaos.plan.TargetSpec;
import dev.holograph.chaos.plan.Tls;
import dev.holograph.chaos.plan.Tls.PemFile;
import dev.holograph.chaos.scenario.Violation;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks whether the PEM files that an environment names can be used. */
public final class TlsFiles {

    private TlsFiles() {}

    /** All that is wrong with them. */
    public static List<Violation> violations(Environment environment) {
        List<Violation> violations = new ArrayList<>();
        for (TargetSpec target : new TreeMap<>(environment.targets()).values()) {
            add(target.tls(), violations);
        }
        return violations;
    }

    private static void add(Tls tls, List<Violation> violations) {
        certificates(tls.trust(), violations);
        List<X509Certificate> own = certificates(tls.certificate(), violations);
        PemFile key = tls.key();
        if (key == null) {
            return;
        }
        try {
            PrivateKey read = Pem.key(key);
            if (!own.isEmpty() && !Pem.isPair(read, own.get(0).getPublicKey())) {
                throw new PemException("'" + key + "' is not the key of the first certificate in '" + tls.certificate()
                        + "'; name the two that were made together");
            }
        } catch (PemException e) {
            violations.add(Violation.of(key.at(), String.valueOf(e.getMessage())));
        }
    }

    private static List<X509Certificate> certificates(@Nullable PemFile file, List<Violation> violations) {
        if (file == null) {
            return List.of();
        }
        try {
            return Pem.certificates(file);
        } catch (PemException e) {
            violations.add(Violation.of(file.at(), String.valueOf(e.getMessage())));
            return List.of();
        }
    }
}
