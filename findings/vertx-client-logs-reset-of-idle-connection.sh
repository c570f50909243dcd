#!/usr/bin/env bash
# Vert.x' HTTP client logs a bare "Connection reset" when a pooled connection is reset on which no request is under way.
#
# Behaviour: a connection that waits in the pool for its next request belongs to no request. If the peer resets it, as a
#   killed server or a proxy that is reloaded does, Vert.x logs the exception at its highest level, with stack trace, and
#   without address or port; nothing has failed, and the next request opens another connection. An orderly close of the same
#   connection is not logged. A handler set by withConnectHandler(c -> c.exceptionHandler(...)) keeps it quiet.
# Seen with io.vertx:vertx-core 5.2.3 on OpenJDK 17 and its own logging (java.util.logging), one GET that is answered 200:
#     the server closes the idle connection     nothing logged
#     the server resets it                      SEVERE: Connection reset
#     the same with a handler                   nothing logged
# Matters: a tool that uses the client prints errors on its users' console in runs in which each request was answered.
# Needs: bash, a JDK 17 or newer, Maven. Works in a temporary folder, and on 127.0.0.1 only.
#
# Ends with 0 while Vert.x behaves so, with 1 when it no longer does, with 2 when it could not be tried.
set -euo pipefail

VERSION=5.2.3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >pom.xml <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>io.vertx</groupId><artifactId>vertx-core</artifactId><version>$VERSION</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=lib >mvn.log 2>&1 ||
  { cat mvn.log >&2; exit 2; }

cat >Idle.java <<'JAVA'
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

public class Idle {
    /** Arguments: whether the server resets the idle connection, whether the client has a handler. */
    public static void main(String[] arguments) throws Exception {
        boolean resets = arguments[0].equals("reset");
        boolean handles = arguments[1].equals("handler");
        Vertx vertx = Vertx.vertx();
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread serving = new Thread(() -> serve(server, resets));
            serving.start();
            HttpClient client = handles
                    ? vertx.httpClientBuilder()
                            .withConnectHandler(connection -> connection.exceptionHandler(idle -> {}))
                            .build()
                    : vertx.createHttpClient();
            int status = client.request(HttpMethod.GET, server.getLocalPort(), "127.0.0.1", "/")
                    .compose(request -> request.send())
                    .compose(response -> response.body().map(body -> response.statusCode()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            System.out.println("answered " + status);
            serving.join();
            Thread.sleep(1000);
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    static void serve(ServerSocket server, boolean resets) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().read(new byte[8192]);
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes("US-ASCII"));
            socket.getOutputStream().flush();
            Thread.sleep(500); // the answer is read, the connection waits in the pool
            if (resets) {
                socket.setSoLinger(true, 0);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
JAVA
javac -cp 'lib/*' -d classes Idle.java || exit 2
for how in 'close plain' 'reset plain' 'reset handler'; do
  # shellcheck disable=SC2086  # two arguments
  timeout 60 java -cp 'classes:lib/*' Idle $how >out 2>log || { cat log >&2; exit 2; }
  grep -q '^answered 200$' out || { cat out >&2; exit 2; }
  echo "$how: answered 200, logged: $(grep -oE '(SEVERE|WARNING): .*' log || echo nothing)"
done | tee seen

cat >wanted <<'TXT'
close plain: answered 200, logged: nothing
reset plain: answered 200, logged: SEVERE: Connection reset
reset handler: answered 200, logged: nothing
TXT
if cmp -s seen wanted; then
  echo 'as described'
else
  echo 'Vert.x behaves in another way now'
  exit 1
fi
