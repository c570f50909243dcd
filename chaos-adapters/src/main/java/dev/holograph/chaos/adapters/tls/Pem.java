package dev.holograph.chaos.adapters.tls;

import dev.holograph.chaos.plan.Tls.PemFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads PEM files. No message holds anything of a key. */
final class Pem {

    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PKCS8 = "PRIVATE KEY";

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");

    /** How a signature is made by a key of this kind; the JDK has others, of which no TLS certificate is. */
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private Pem() {}

    /** A file that cannot be used; the message says why and what to do. */
    static final class PemException extends Exception {
        private static final long serialVersionUID = 1L;

        PemException(String message) {
            super(message);
        }
    }

    /** The certificates in a file, at least one. */
    static List<X509Certificate> certificates(PemFile file) throws PemException {
        String text = text(file);
        List<X509Certificate> all = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (MatchResult block : BLOCK.matcher(text).results().toList()) {
                if (block.group(1).equals(CERTIFICATE)) {
                    all.add((X509Certificate)
                            factory.generateCertificate(new ByteArrayInputStream(decoded(block.group(2)))));
                }
            }
        } catch (CertificateException | IllegalArgumentException e) {
            throw new PemException("'" + file + "' has a certificate that is damaged; copy it anew");
        }
        if (all.isEmpty()) {
            throw new PemException("'" + file + "' has no certificate: " + instead(text)
                    + "; a PEM file has -----BEGIN CERTIFICATE----- (of a DER file: openssl x509 -inform der -in FILE -out"
                    + " FILE.pem)");
        }
        return all;
    }

    /** The private key in a file. */
    static PrivateKey key(PemFile file) throws PemException {
        String text = text(file);
        for (MatchResult block : BLOCK.matcher(text).results().toList()) {
            if (block.group(1).equals(PKCS8)) {
                return key(file, block.group(2));
            }
        }
        throw new PemException("'" + file + "' has no private key that can be read: " + instead(text)
                + "; write it as -----BEGIN PRIVATE KEY-----, without a password: openssl pkcs8 -topk8 -nocrypt -in FILE"
                + " -out FILE.pem");
    }

    private static PrivateKey key(PemFile file, String base64) throws PemException {
        for (String kind : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(decoded(base64)));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                // of another kind
            }
        }
        throw new PemException("'" + file + "' has a private key that is damaged, or of a kind other than RSA, EC and"
                + " EdDSA; make another one");
    }

    /** Whether a key and a certificate are a pair: what the one signs, the other confirms. */
    static boolean isPair(PrivateKey key, PublicKey certified) {
        try {
            Signature signature = Signature.getInstance(SIGNATURES.getOrDefault(key.getAlgorithm(), "none"));
            byte[] text = "a pair".getBytes(StandardCharsets.US_ASCII);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String instead(String text) {
        List<String> kinds = BEGIN.matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        return kinds.isEmpty() ? "it is not PEM" : "it has " + String.join(" and ", kinds);
    }

    private static byte[] decoded(String base64) {
        return Base64.getMimeDecoder().decode(base64);
    }

    private static String text(PemFile file) throws PemException {
        if (Files.isDirectory(file.path())) {
            throw new PemException("'" + file + "' is a folder; name the PEM file in it");
        }
        if (!Files.isRegularFile(file.path())) {
            throw new PemException("there is no file '" + file + "'; paths are relative to the project");
        }
        try {
            return Files.readString(file.path(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new PemException("'" + file + "' cannot be read ("
                    + e.getClass().getSimpleName() + "); see that this user may read it");
        }
    }
}
