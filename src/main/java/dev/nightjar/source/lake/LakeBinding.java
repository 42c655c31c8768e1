package dev.nightjar.source.lake;

import dev.nightjar.postgres.PostgresType;
import dev.nightjar.source.extract.ColumnKind;
import dev.nightjar.source.extract.SourceColumn;
import dev.nightjar.source.extract.SourceTable;
import dev.nightjar.source.lake.column.LakeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * The canonical columns that a file has, by its schema, its folders and the mapping. Its own column goes before a folder
 * of the same name. Columns that nobody asks for are passed over, also nested ones.
 *
 * @param columns in canonical order
 * @param problems what is wrong, each with its place
 */
record LakeBinding(Map<String, BoundColumn> columns, List<String> problems) {

    private static final String HIVE_NULL = "__HIVE_DEFAULT_PARTITION__";

    static LakeBinding of(SourceTable table, LakeLocation location, LakeFile file, MessageType schema) {
        LakeBinding binding = new LakeBinding(new LinkedHashMap<>(), new ArrayList<>());
        for (SourceColumn column : table.columns()) {
            binding.bind(column, location, file, schema);
        }
        return binding;
    }

    private void bind(SourceColumn column, LakeLocation location, LakeFile file, MessageType schema) {
        String name = location.nameOf(column.name());
        String value = location.values().get(column.name());
        if (value != null) {
            columns.put(column.name(), new BoundColumn(column, null, null, value));
            return;
        }
        String[] path = name.split("\\.");
        Type type = name.isEmpty() ? null : leaf(schema, path);
        if (type != null && type.isPrimitive() && type.getRepetition() != Type.Repetition.REPEATED) {
            bindStored(column, file, schema.getColumnDescription(path), type.asPrimitiveType());
        } else if (file.folders().containsKey(name)) {
            String text = file.folders().get(name);
            columns.put(column.name(), new BoundColumn(column, null, null, HIVE_NULL.equals(text) ? null : text));
        } else if (type != null && isWanted(column, location)) {
            problems.add("[" + file.path() + "] column '" + name + "' is nested: expected " + expected(column) + " for "
                    + column.name() + "; name a column inside it, such as " + name + ".id");
        } else if (column.required()) {
            problems.add("[" + file.path() + "] required column '" + name + "'"
                    + (name.equals(column.name()) ? "" : " for " + column.name()) + " is missing, found "
                    + String.join(", ", names(schema)) + "; name it in " + location.key() + ".columns");
        }
    }

    private void bindStored(SourceColumn column, LakeFile file, ColumnDescriptor descriptor, PrimitiveType type) {
        LakeType meaning = LakeType.of(type);
        boolean isJsonText =
                meaning != null && meaning.meaning() == PostgresType.TEXT && column.kind() == ColumnKind.JSON;
        if (meaning == null || !(isJsonText || column.kind().accepts(meaning.meaning()))) {
            problems.add("[" + file.path() + "] column '" + String.join(".", descriptor.getPath())
                    + "' has the wrong type: expected " + expected(column) + " for " + column.name() + ", was "
                    + type + "; write it as that type, or map another column");
        } else {
            columns.put(column.name(), new BoundColumn(column, descriptor, meaning, null));
        }
    }

    private static boolean isWanted(SourceColumn column, LakeLocation location) {
        return column.required() || location.columns().containsKey(column.name());
    }

    private static String expected(SourceColumn column) {
        return column.kind().expected();
    }

    /** The field at the end of a path that repeats nowhere, or null. */
    private static @Nullable Type leaf(MessageType schema, String[] path) {
        Type type = schema;
        for (String name : path) {
            if (type.isPrimitive() || !type.asGroupType().containsField(name)) {
                return null;
            }
            type = type.asGroupType().getType(name);
            if (!type.isPrimitive() && type.getRepetition() == Type.Repetition.REPEATED) {
                return null;
            }
        }
        return type;
    }

    static List<String> names(GroupType schema) {
        return schema.getFields().stream().map(Type::getName).toList();
    }
}
