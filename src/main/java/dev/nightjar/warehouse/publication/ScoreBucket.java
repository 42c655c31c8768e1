package dev.nightjar.warehouse.publication;

import dev.nightjar.score.CustomerScore;
import java.io.IOException;
import java.util.List;

/** A part of a night's scores that is read when its turn comes, so that not all are in memory at a time. */
@FunctionalInterface
public interface ScoreBucket {

    /** The scores of the part. */
    List<CustomerScore> read() throws IOException;
}
