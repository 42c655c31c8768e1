package dev.nightjar.source.lake;

/**
 * Row groups of a file that are read in one go.
 *
 * @param location number of the location of the table, from 0
 * @param file number of the file among those of the location, from 0
 * @param firstRowGroup number of the first, from 0
 * @param endRowGroup number after the last
 */
record LakeUnit(int location, int file, int firstRowGroup, int endRowGroup) {}
