package dev.nightjar.source.lake;

import java.util.Map;

/**
 * A file of a lake as it was when the night began.
 *
 * @param path with its scheme
 * @param length bytes
 * @param modified milliseconds since 1970-01-01T00:00Z, as its file system says
 * @param folders names and values of the folders it is in, as in {@code country=GB}
 */
record LakeFile(String path, long length, long modified, Map<String, String> folders) {

    LakeFile {
        folders = Map.copyOf(folders);
    }
}
