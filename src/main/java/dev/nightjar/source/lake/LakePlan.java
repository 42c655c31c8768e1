package dev.nightjar.source.lake;

import dev.nightjar.source.lake.LakeSnapshot.LakeUnit;
import dev.nightjar.source.spill.MonthCalendar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which row groups are read together: about as many bytes each time, so that one huge file keeps all threads at work. */
final class LakePlan {

    private static final long PARTITION_BYTES = 32L << 20;

    private LakePlan() {}

    /**
     * The partitions of a table, by key. Row groups whose times are all in months that are not wanted are left out. Small
     * files are read together, large ones in several.
     */
    static Map<String, List<LakeUnit>> partitions(LakeTable table, LakeInspection inspection, MonthCalendar calendar) {
        Map<String, List<LakeUnit>> partitions = new LinkedHashMap<>();
        List<LakeUnit> units = new ArrayList<>();
        long bytes = 0;
        for (int location = 0; location < table.files().size(); location++) {
            List<LakeFile> files = table.files().get(location);
            for (int file = 0; file < files.size(); file++) {
                List<RowGroup> groups = inspection.rowGroups(table.locations().get(location), files.get(file));
                for (int group = 0; group < groups.size(); group++) {
                    if (groups.get(group).mayBeWanted(calendar)) {
                        add(units, location, file, group);
                        bytes += groups.get(group).bytes();
                    }
                    if (bytes >= PARTITION_BYTES) {
                        put(partitions, table, units);
                        units = new ArrayList<>();
                        bytes = 0;
                    }
                }
            }
        }
        put(partitions, table, units);
        return partitions;
    }

    private static void add(List<LakeUnit> units, int location, int file, int group) {
        LakeUnit last = units.isEmpty() ? null : units.get(units.size() - 1);
        int first = group;
        if (last != null && last.location() == location && last.file() == file && last.endRowGroup() == group) {
            units.remove(units.size() - 1);
            first = last.firstRowGroup();
        }
        units.add(new LakeUnit(location, file, first, group + 1));
    }

    private static void put(Map<String, List<LakeUnit>> partitions, LakeTable table, List<LakeUnit> units) {
        if (!units.isEmpty()) {
            String name = table.inspected().table().tableName();
            partitions.put(String.format(Locale.ROOT, "%s.files-%04d", name, partitions.size()), units);
        }
    }

    /** Every row group of a table, one at a time. */
    static List<LakeUnit> everything(LakeTable table, LakeFileSystem files) throws IOException {
        List<LakeUnit> units = new ArrayList<>();
        for (int location = 0; location < table.files().size(); location++) {
            for (int file = 0; file < table.files().get(location).size(); file++) {
                int groups = LakeReader.open(files, table.files().get(location).get(file))
                        .rowGroups()
                        .size();
                for (int group = 0; group < groups; group++) {
                    units.add(new LakeUnit(location, file, group, group + 1));
                }
            }
        }
        return units;
    }
}
