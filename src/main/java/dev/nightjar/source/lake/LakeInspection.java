package dev.nightjar.source.lake;

import dev.nightjar.customer.DataContractException;
import dev.nightjar.postgres.PostgresType;
import dev.nightjar.source.SourceSettings;
import dev.nightjar.source.extract.ColumnKind;
import dev.nightjar.source.extract.InspectedTable;
import dev.nightjar.source.extract.SourceColumn;
import dev.nightjar.source.extract.SourceTable;
import dev.nightjar.source.extract.Spelling;
import dev.nightjar.source.lake.column.FieldWriters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Looks at the footers of all files of a table: columns, types, row groups. Reads no row. */
final class LakeInspection {

    private static final int MAX_PROBLEMS_OF_A_LOCATION = 5;

    private final SourceTable table;
    private final SourceSettings settings;
    private final LakeFileSystem files;
    private final List<String> problems = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final List<LakeLocation> locations;
    private final List<List<LakeFile>> listed = new ArrayList<>();
    private final Map<Place, List<RowGroup>> rowGroups = new HashMap<>();
    private final Map<String, Map<PostgresType, LakeFile>> meanings = new TreeMap<>();

    /** Two locations may have the same file, with times in different columns. */
    private record Place(LakeLocation location, LakeFile file) {}

    LakeInspection(SourceTable table, List<LakeLocation> locations, SourceSettings settings, LakeFileSystem files) {
        this.table = table;
        this.locations = locations;
        this.settings = settings;
        this.files = files;
        for (LakeLocation location : locations) {
            inspect(location);
        }
    }

    /** What is wrong with the configuration or the schemas. */
    List<String> problems() {
        return problems;
    }

    /** What is wrong with files. */
    List<String> unreadable() {
        return unreadable;
    }

    /** The row groups of a file of a location. */
    List<RowGroup> rowGroups(LakeLocation location, LakeFile file) {
        return rowGroups.getOrDefault(new Place(location, file), List.of());
    }

    /** The rows of all files. */
    long rows() {
        return rowGroups.values().stream()
                .flatMap(List::stream)
                .mapToLong(RowGroup::rows)
                .sum();
    }

    /** The table, if there is no problem. */
    LakeTable table() {
        Map<String, PostgresType> types = new LinkedHashMap<>();
        for (SourceColumn column : table.columns()) {
            Map<PostgresType, LakeFile> found = meanings.get(column.name());
            if (found != null) {
                types.put(column.name(), target(column, found));
            }
        }
        return new LakeTable(new InspectedTable(table, "", types), locations, listed);
    }

    private PostgresType target(SourceColumn column, Map<PostgresType, LakeFile> found) {
        boolean isOne = found.size() == 1;
        PostgresType only = found.keySet().iterator().next();
        boolean hasPrefix = locations.stream()
                .anyMatch(location -> !location.prefix(column.name()).isEmpty());
        return switch (column.kind()) {
            case ID -> isOne && !hasPrefix ? only : PostgresType.TEXT;
            case NUMBER, COUNT -> isOne ? only : PostgresType.NUMERIC;
            case TIME -> PostgresType.TIMESTAMPTZ;
            case DATE -> PostgresType.DATE;
            case JSON -> PostgresType.JSON;
            case TEXT, BOOLEAN -> only;
        };
    }

    private void inspect(LakeLocation location) {
        List<LakeFile> found = List.of();
        try {
            found = files.list(location);
            if (found.isEmpty()) {
                problems.add(location.key() + ".path must match at least one file that is not empty but matched none: "
                        + location.path());
            }
        } catch (IOException | IllegalArgumentException e) {
            List<String> told = isOfConfiguration(e) ? problems : unreadable;
            told.add(location.key() + ".path cannot be listed: " + location.path() + " (" + e.getMessage() + ")");
        }
        listed.add(List.copyOf(found));
        checkMapping(location);
        TreeSet<String> names = new TreeSet<>();
        List<String> ofFiles = new ArrayList<>();
        Map<String, Map<PostgresType, LakeFile>> ofLocation = new TreeMap<>();
        for (LakeFile file : found) {
            try {
                inspect(location, file, ofLocation, ofFiles, names);
            } catch (DataContractException | IOException e) {
                unreadable.add(String.valueOf(e.getMessage()));
            }
        }
        checkIds(location, ofLocation, ofFiles);
        checkNames(location, ofLocation, names);
        problems.addAll(ofFiles.subList(0, Math.min(MAX_PROBLEMS_OF_A_LOCATION, ofFiles.size())));
        if (ofFiles.size() > MAX_PROBLEMS_OF_A_LOCATION) {
            problems.add(location.key() + " has " + (ofFiles.size() - MAX_PROBLEMS_OF_A_LOCATION)
                    + " further problems like these");
        }
        ofLocation.forEach((column, types) -> types.forEach((type, file) ->
                meanings.computeIfAbsent(column, name -> new TreeMap<>()).putIfAbsent(type, file)));
    }

    /** Any other failure may be over when the night is run again. */
    private static boolean isOfConfiguration(Exception failure) {
        return failure instanceof IllegalArgumentException
                || failure instanceof UnsupportedFileSystemException
                || String.valueOf(failure.getMessage()).startsWith("Illegal file pattern");
    }

    private void inspect(
            LakeLocation location,
            LakeFile file,
            Map<String, Map<PostgresType, LakeFile>> ofLocation,
            List<String> ofFiles,
            Set<String> names)
            throws IOException {
        LakeReader reader = LakeReader.open(files, file);
        LakeBinding binding = LakeBinding.of(table, location, file, reader.schema());
        names.addAll(LakeBinding.names(reader.schema()));
        names.addAll(file.folders().keySet());
        ofFiles.addAll(binding.problems());
        binding.columns().forEach((name, column) -> {
            ofLocation.computeIfAbsent(name, n -> new TreeMap<>()).putIfAbsent(column.meaning(), file);
            checkText(location, file, column, ofFiles);
        });
        BoundColumn time = table.hasMonths() ? binding.columns().get(table.timeColumn()) : null;
        rowGroups.put(
                new Place(location, file),
                reader.rowGroups().stream()
                        .map(block -> RowGroup.of(block, binding.columns(), time, settings))
                        .toList());
    }

    private void checkText(LakeLocation location, LakeFile file, BoundColumn column, List<String> ofFiles) {
        if (column.stored() == null) {
            try {
                FieldWriters.constant(column.meaning(), column.text(), "", settings);
            } catch (DataContractException e) {
                ofFiles.add("[" + file.path() + "] the value of column '"
                        + location.nameOf(column.column().name()) + "' cannot be "
                        + column.column().name() + ": " + e.getMessage() + "; map another column");
            }
        }
    }

    /** Ids of one location are of one kind: 17 and '17' would be two customers or one. */
    private static void checkIds(
            LakeLocation location, Map<String, Map<PostgresType, LakeFile>> found, List<String> problems) {
        found.forEach((name, types) -> {
            boolean isId = name.equals("customer_id") || name.equals("order_id") || name.equals("interaction_id");
            if (isId && types.size() > 1) {
                List<Map.Entry<PostgresType, LakeFile>> two = List.copyOf(types.entrySet());
                problems.add("[" + two.get(1).getValue().path() + "] column '" + location.nameOf(name)
                        + "' changes its type: expected " + two.get(0).getKey().sqlName() + " as in "
                        + two.get(0).getValue().path() + ", was "
                        + two.get(1).getKey().sqlName() + "; write one of them again, or make them two sources");
            }
        });
    }

    private void checkMapping(LakeLocation location) {
        List<String> known = table.columns().stream().map(SourceColumn::name).toList();
        for (String name : new TreeSet<>(location.columns().keySet())) {
            if (!known.contains(name)) {
                problems.add(location.key() + ".columns has no column " + name + "; did you mean "
                        + Spelling.nearest(name, known) + "? Known are " + String.join(", ", known));
            }
        }
        for (String name : new TreeSet<>(location.values().keySet())) {
            SourceColumn column = table.column(name).orElse(null);
            if (column == null || column.kind() != ColumnKind.TEXT) {
                problems.add(location.key() + ".values must name text columns but has " + name + "; they are "
                        + String.join(", ", textColumns()));
            }
        }
    }

    private List<String> textColumns() {
        return table.columns().stream()
                .filter(column -> column.kind() == ColumnKind.TEXT)
                .map(SourceColumn::name)
                .toList();
    }

    /** A column that is named and that no file has is a slip of the pen. */
    private void checkNames(LakeLocation location, Map<String, ?> found, Set<String> names) {
        new TreeMap<>(location.columns()).forEach((canonical, name) -> {
            boolean isRequired =
                    table.column(canonical).map(SourceColumn::required).orElse(true);
            if (!name.isEmpty()
                    && !isRequired
                    && !found.containsKey(canonical)
                    && !names.isEmpty()
                    && !names.contains(name)) {
                problems.add(location.key() + ".columns maps " + canonical + " to " + name
                        + ", which no file has; did you mean " + Spelling.nearest(name, List.copyOf(names)) + "?");
            }
        });
    }
}
