package dev.nightjar.source.lake;

import dev.nightjar.source.extract.InspectedTable;
import dev.nightjar.source.extract.SourceTable;
import dev.nightjar.source.lake.LakeSnapshot.LakeUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    /** The table as it was frozen; null if it was not, or its columns come from elsewhere now. */
    static @Nullable LakeTable restored(
            SourceTable table, List<LakeLocation> locations, LakeSnapshot.@Nullable Table known) {
        if (known == null) {
            return null;
        }
        LakeTable lake = new LakeTable(new InspectedTable(table, "", known.types()), locations, known.files());
        return lake.mapping().equals(known.mapping()) ? lake : null;
    }

    /** What a night that goes on must find as it was. */
    LakeSnapshot.Table frozen() {
        return new LakeSnapshot.Table(new LinkedHashMap<>(inspected.types()), mapping(), files);
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
