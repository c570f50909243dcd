package example;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs a real PostgreSQL whose data stay in a folder: {@code java Database.java PORT FOLDER}. */
class Database {

    public static void main(String[] args) throws Exception {
        Path data = Path.of(args[1], "data").toAbsolutePath();
        Path programs = Path.of("target", "postgresql", "programs").toAbsolutePath();
        if (Files.exists(data.resolve("ready"))) {
            Thread.sleep(5_000); // a restart: in a cluster, nothing is back at once
        } else {
            create(data, programs);
        }
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U")); // in a container: PostgreSQL refuses to run as root
        }
        command.add(postgres(programs).toString());
        command.addAll(List.of("-D", data.toString(), "-p", args[0], "-h", "127.0.0.1", "-k", "", "-F"));
        System.exit(new ProcessBuilder(command).inheritIO().start().waitFor());
    }

    private static void create(Path data, Path programs) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(programs.toFile())
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .start();
                Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create user shop password '" + System.getenv("DATABASE_PASSWORD") + "'");
            statement.execute("create database shop owner shop");
        }
        Files.writeString(data.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
        Files.createFile(data.resolve("ready"));
    }

    private static Path postgres(Path programs) throws Exception {
        try (Stream<Path> files = Files.walk(programs)) {
            return files.filter(file -> file.endsWith("bin/postgres") || file.endsWith("bin/postgres.exe"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
