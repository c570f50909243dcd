package dev.holograph.chaos.adapters.process;

import dev.holograph.chaos.spi.Deadline;
import dev.holograph.chaos.spi.RunResources;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that uses up its file descriptors by connections to a server of its own, and stops its service then, for {@link
 * DescriptorsTest}.
 */
final class ExhaustedMain {

    private ExhaustedMain() {}

    public static void main(String[] args) throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        Descriptors kept = Descriptors.keep(why -> {
            System.out.println("TOLD " + why);
            told.countDown();
        });
        Path folder = Path.of(args[0]);
        Child service = new Launcher(new ProcessRecords(folder.resolve("state")), "run-1")
                .start(new ChildSpec(
                        "service",
                        List.of("sh", "-c", "sleep 1000 & echo $!; wait"),
                        ClosedEnvironment.with(Map.of()),
                        folder,
                        folder.resolve("service.log")));
        RunResources shared = new RunResources();
        Vertx vertx = SharedVertx.of(shared);
        NetServer server = vertx.createNetServer().connectHandler(connection -> {});
        int port = server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
        List<Socket> clients = new ArrayList<>();
        while (told.getCount() > 0 && clients.size() < 10_000) {
            try {
                Socket client = new Socket();
                client.connect(new InetSocketAddress("127.0.0.1", port), 1000);
                clients.add(client);
            } catch (IOException e) {
                told.await(10, TimeUnit.MILLISECONDS);
            }
        }
        // Whoever asks takes what was kept back, and is told so each second.
        Thread.sleep(2500);
        service.stop(Deadline.in(Duration.ofSeconds(2), System::nanoTime));
        System.out.println("STOPPED " + !service.isAlive());
        kept.close();
        System.exit(0);
    }
}
