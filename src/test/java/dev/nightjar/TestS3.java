package dev.nightjar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;

/**
 * The S3 server of the integration tests, one per JVM: S3Mock, which the build copies to {@code target/s3mock}, as a
 * process of its own, started when the first test asks.
 */
public final class TestS3 {

    private static final Path JAR = Path.of("target/s3mock/s3mock-exec.jar");
    private static final String BUCKET = "shops";
    private static final Duration START = Duration.ofMinutes(3);
    private static final AtomicInteger HOMES = new AtomicInteger();

    private TestS3() {}

    /** A home that does not exist yet. */
    public static String freshHome() {
        return "s3a://" + BUCKET + "/home-" + ProcessHandle.current().pid() + "-" + HOMES.incrementAndGet();
    }

    /** What Hadoop must know of the server. */
    public static Map<String, String> hadoop() {
        return Map.of(
                "fs.s3a.endpoint", "http://localhost:" + Server.PORT,
                "fs.s3a.endpoint.region", "us-east-1",
                "fs.s3a.path.style.access", "true",
                "fs.s3a.connection.ssl.enabled", "false",
                "fs.s3a.access.key", "test-key",
                "fs.s3a.secret.key", "test-secret");
    }

    /** The same as Hadoop's own object. */
    public static Configuration configuration() {
        Configuration settings = new Configuration();
        hadoop().forEach(settings::set);
        return settings;
    }

    private static int start() {
        if (!Files.exists(JAR)) {
            throw new AssertionError(JAR + " is missing: the phase pre-integration-test copies it");
        }
        try {
            int port = freePort();
            Process server = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-Dserver.port=0",
                            "-Dcom.adobe.testing.s3mock.httpPort=" + port,
                            "-Dcom.adobe.testing.s3mock.store.initialBuckets=" + BUCKET,
                            "-Dcom.adobe.testing.s3mock.store.region=us-east-1",
                            "-jar",
                            JAR.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(JAR.resolveSibling("server.log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::destroy));
            awaitAnswer(server, port);
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void awaitAnswer(Process server, int port) throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!answers(port)) {
            if (!server.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError(
                        "S3Mock did not start; see its log:\n" + Files.readString(JAR.resolveSibling("server.log")));
            }
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    private static boolean answers(int port) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create("http://localhost:" + port + "/" + BUCKET)
                    .toURL()
                    .openConnection();
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    /** Started when the first test asks for it. */
    private static final class Server {
        private static final int PORT = start();
    }
}
