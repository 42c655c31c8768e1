package dev.nightjar.source.lake;

import dev.nightjar.source.extract.InspectedTable;
import dev.nightjar.source.lake.LakeSnapshot.LakeUnit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of a lake.
 *
 * @param inspected its canonical columns, and the type each of them has in the rows that are handed on
 * @param locations where it is
 * @param files the files of each location
 */
record LakeTable(InspectedTable inspected, List<LakeLocation> locations, List<List<LakeFile>> files) {

    LakeTable {
        locations = List.copyOf(locations);
        files = List.copyOf(files);
    }

    /** Where its columns come from, a line for each location. */
    String mapping() {
        return locations.stream()
                .map(location -> inspected.types().keySet().stream()
                        .map(location::origin)
                        .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("\n"));
    }

    LakeLocation location(LakeUnit unit) {
        return locations.get(unit.location());
    }

    LakeFile file(LakeUnit unit) {
        return files.get(unit.location()).get(unit.file());
    }
}
