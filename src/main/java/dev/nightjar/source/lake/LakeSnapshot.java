package dev.nightjar.source.lake;

import dev.nightjar.postgres.PostgresType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The state of a lake that a night reads, frozen when it begins to, so that a night that is resumed reads the same.
 *
 * @param tables by canonical name
 * @param wanted months that are read, as text, by canonical name of the table
 * @param partitions what is read in one go, by key of the partition, which begins with the name of the table and a dot
 */
record LakeSnapshot(
        Map<String, Table> tables, Map<String, List<String>> wanted, Map<String, List<LakeUnit>> partitions) {

    /**
     * A table.
     *
     * @param types type of each canonical column that is there, in canonical order
     * @param mapping where they come from, {@link LakeTable#mapping()}
     * @param files the files of each location
     */
    record Table(LinkedHashMap<String, PostgresType> types, String mapping, List<List<LakeFile>> files) {}

    /**
     * Row groups of a file that are read in one go.
     *
     * @param location number of the location of the table, from 0
     * @param file number of the file among those of the location, from 0
     * @param firstRowGroup number of the first, from 0
     * @param endRowGroup number after the last
     */
    record LakeUnit(int location, int file, int firstRowGroup, int endRowGroup) {}
}
