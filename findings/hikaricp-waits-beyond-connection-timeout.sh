#!/usr/bin/env bash
# HikariCP's getConnection() waits five times its connectionTimeout where the network has swallowed an idle connection.
#
# Behaviour: the pool asks a connection that was idle for half a second whether it is alive, and waits validationTimeout for
#   the answer (5 s by default), also when connectionTimeout is shorter. The caller, who was to wait connectionTimeout at
#   most, waits for both; with several idle connections, for each of them in turn.
# Seen with com.zaxxer:HikariCP 7.1.0, org.postgresql:postgresql 42.7.8 and PostgreSQL 14.19 (io.zonky.test's binaries) on
#   OpenJDK 17, with connectionTimeout 1000 and one idle connection behind a forwarder that stops passing bytes on:
#     validationTimeout as it is (5000)     the caller gets its SQLException after 5.0 s
#     validationTimeout 500                 after 1.0 s
# Matters: a service that promises an error within a second keeps each thread for five when a firewall or a switch drops
#   packets, and runs out of threads. A killed database does not show it: its connections are reset.
# Needs: bash, a JDK 17 or newer, Maven; not as root, or with setpriv or unshare for PostgreSQL, which refuses root. Works in
#   a temporary folder, and on 127.0.0.1 only.
#
# Ends with 0 while HikariCP behaves so, with 1 when it no longer does, with 2 when it could not be tried.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>com.zaxxer</groupId><artifactId>HikariCP</artifactId><version>7.1.0</version></dependency>
    <dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><version>42.7.8</version></dependency>
    <dependency><groupId>io.zonky.test</groupId><artifactId>embedded-postgres</artifactId><version>2.1.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=lib >mvn.log 2>&1 ||
  { cat mvn.log >&2; exit 2; }

cat >Swallowed.java <<'JAVA'
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;

public class Swallowed {
    static volatile boolean swallows;

    public static void main(String[] arguments) throws Exception {
        try (EmbeddedPostgres database = EmbeddedPostgres.start();
                ServerSocket forwarder = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            daemon(() -> {
                while (true) {
                    Socket client = forwarder.accept();
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), database.getPort());
                    daemon(() -> pass(client, server));
                    daemon(() -> pass(server, client));
                }
            });
            callerWaits(forwarder.getLocalPort(), 0);
            callerWaits(forwarder.getLocalPort(), 500);
        }
        System.exit(0);
    }

    /** How long a caller waits when the network is silent, in steps of half a second. */
    static void callerWaits(int port, long validationTimeout) throws Exception {
        swallows = false;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(1000);
        if (validationTimeout > 0) {
            config.setValidationTimeout(validationTimeout);
        }
        HikariDataSource pool = new HikariDataSource(config);
        pool.getConnection().close();
        Thread.sleep(1000); // idle for longer than the half second that the pool takes on trust
        swallows = true;
        long asked = System.nanoTime();
        try (Connection connection = pool.getConnection()) {
            System.out.println("a connection, where none can be had");
        } catch (SQLException e) {
            double waited = (System.nanoTime() - asked) / 1e9;
            System.out.printf(
                    java.util.Locale.ROOT, "validationTimeout %d: SQLException after %.1f s%n", pool.getValidationTimeout(), waited);
        }
    }

    static void pass(Socket from, Socket to) throws Exception {
        byte[] bytes = new byte[8192];
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int count; (count = in.read(bytes)) >= 0; ) {
            if (!swallows) {
                out.write(bytes, 0, count);
                out.flush();
            }
        }
        to.close();
    }

    interface Task {
        void run() throws Exception;
    }

    static void daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (Exception e) {
                return; // a side has gone
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
JAVA
timeout 120 java -cp 'lib/*' Swallowed.java >seen 2>log || { tail -20 log >&2; cat seen; exit 2; }
cat seen
long=$(sed -n 's/^validationTimeout 5000: SQLException after \(.*\) s$/\1/p' seen)
short=$(sed -n 's/^validationTimeout 500: SQLException after \(.*\) s$/\1/p' seen)
if awk -v l="${long:-0}" -v s="${short:-9}" 'BEGIN { exit !(l >= 4.5 && s <= 2.5) }'; then
  echo 'as described: longer than connectionTimeout, which is 1 s'
else
  echo 'HikariCP behaves in another way now'
  exit 1
fi
