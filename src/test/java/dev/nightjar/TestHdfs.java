package dev.nightjar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** The HDFS of the integration tests, one per JVM: a name node and a data node, started when the first test asks. */
public final class TestHdfs {

    private static final AtomicInteger HOMES = new AtomicInteger();

    private TestHdfs() {}

    /** A home that does not exist yet. */
    public static String freshHome() {
        return Server.CLUSTER.getURI() + "/shops/home-" + HOMES.incrementAndGet();
    }

    /** The cluster itself, for tests that stop and start parts of it. */
    public static MiniDFSCluster cluster() {
        return Server.CLUSTER;
    }

    private static MiniDFSCluster start() {
        Configuration settings = new Configuration();
        settings.set(
                MiniDFSCluster.HDFS_MINIDFS_BASEDIR,
                Path.of("target/test-hdfs/" + ProcessHandle.current().pid())
                        .toAbsolutePath()
                        .toString());
        settings.setBoolean("dfs.permissions.enabled", true);
        try {
            MiniDFSCluster cluster =
                    new MiniDFSCluster.Builder(settings).numDataNodes(1).build();
            cluster.waitActive();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> cluster.shutdown(true)));
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Started when the first test asks for it. */
    private static final class Server {
        private static final MiniDFSCluster CLUSTER = start();
    }
}
