import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes frames into a database, or says so. */
class Shop {
    public static void main(String[] args) throws Exception {
        Connection database = DriverManager.getConnection(
                "jdbc:h2:./target/shop;AUTO_SERVER=TRUE", "chaos", "right-horse");
        database.createStatement().execute("create table if not exists frames (id varchar(64) primary key)");
        AtomicInteger count = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 100);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String id = path.substring(path.lastIndexOf('/') + 1);
            if (!id.isEmpty() && (path.startsWith("/kept/") || count.incrementAndGet() % 10 != 0)) {
                keep(database, id);
            }
            byte[] answer = ("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(201, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.start();
    }

    private static synchronized void keep(Connection database, String id) {
        try (PreparedStatement insert = database.prepareStatement("insert into frames values (?)")) {
            insert.setString(1, id);
            insert.execute();
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
