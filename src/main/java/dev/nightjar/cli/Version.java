package dev.nightjar.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this build, as the jar's manifest tells it. */
public final class Version implements IVersionProvider {

    /** The version, or {@code development} where the classes come from no jar. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"nightjar " + text(), "Java " + System.getProperty("java.version")};
    }
}
