import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Takes jobs and puts each into a file of a spool. While the spool is locked, they wait in its memory. */
public class Spooler {

    public static void main(String[] arguments) throws Exception {
        Path spool = Files.createDirectories(Path.of(arguments[1]));
        ConcurrentLinkedQueue<String> waiting = new ConcurrentLinkedQueue<>();
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])), 0);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext("/jobs/", exchange -> {
            waiting.add(Path.of(exchange.getRequestURI().getPath()).getFileName().toString());
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        server.createContext("/waiting", exchange -> {
            byte[] answer = ("{\"jobs\":" + waiting.size() + "}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        Executors.newSingleThreadScheduledExecutor().scheduleWithFixedDelay(
                () -> {
                    try {
                        while (!Files.exists(spool.resolve("LOCK")) && !waiting.isEmpty()) {
                            Files.writeString(spool.resolve(waiting.poll() + ".job"), "draw");
                        }
                    } catch (Exception e) {
                        e.printStackTrace();
                    }
                },
                0, 50, TimeUnit.MILLISECONDS);
    }
}
