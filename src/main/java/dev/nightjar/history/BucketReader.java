package dev.nightjar.history;

import dev.nightjar.customer.BucketHistory;
import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.OrderStatus;
import dev.nightjar.customer.Profile;
import dev.nightjar.customer.column.ByteDictionary;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.customer.column.TextColumn;
import dev.nightjar.parquet.Column;
import dev.nightjar.parquet.ColumnBlock;
import dev.nightjar.parquet.ColumnFile;
import dev.nightjar.parquet.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the history knows of one bucket of customers: its row group of every month. Keeps the footers of the files,
 * so one reader serves a whole night; safe for use by several threads.
 */
public final class BucketReader {

    /** Reads all days. */
    public static final long ALL_DAYS = Long.MAX_VALUE;

    static final String REMEDY = "run `nightly --full-extract` with a further --attempt.";

    private final Storage storage;
    private final Path directory;
    private final Manifest manifest;
    private final Map<String, ColumnFile> open = new ConcurrentHashMap<>();

    BucketReader(Storage storage, Path directory, Manifest manifest) {
        this.storage = storage;
        this.directory = directory;
        this.manifest = manifest;
    }

    /**
     * Everything known of the customers of a bucket before a day, without the ids of orders and interactions.
     *
     * @param bucket 0 to buckets − 1
     * @param beforeDay days since 1970-01-01; rows of this day and later are left out; {@link #ALL_DAYS} for none
     * @throws dev.nightjar.customer.DataContractException if a file of the manifest is missing or damaged
     */
    public BucketHistory read(int bucket, long beforeDay) throws IOException {
        return read(
                bucket,
                beforeDay,
                blocks(HistoryTable.INTERACTIONS, HistoryTable.INTERACTIONS.eventColumns(), bucket, beforeDay));
    }

    /** As {@link #read}, without interactions and those who have nothing else. */
    public BucketHistory readOrders(int bucket, long beforeDay) throws IOException {
        return read(bucket, beforeDay, List.of());
    }

    private BucketHistory read(int bucket, long beforeDay, List<ColumnBlock> interactionBlocks) throws IOException {
        List<ColumnBlock> orderBlocks =
                blocks(HistoryTable.ORDERS, HistoryTable.ORDERS.eventColumns(), bucket, beforeDay);
        ByteDictionary customers = new ByteDictionary();
        BlockMerge orders = new BlockMerge(orderBlocks, customers, beforeDay);
        BlockMerge interactions = new BlockMerge(interactionBlocks, customers, beforeDay);
        Profile[] known = profiles(bucket);
        int[] numbers = Arrays.stream(known)
                .mapToInt(profile -> customers.code(profile.customerId()))
                .toArray();
        TextColumn found = customers.column();
        int[] order = RowSort.ascending(found);
        String[] ids = new String[found.size()];
        int[] rankOf = new int[ids.length];
        for (int rank = 0; rank < ids.length; rank++) {
            ids[rank] = found.get(order[rank]);
            rankOf[order[rank]] = rank;
        }
        orders.arrange(rankOf);
        interactions.arrange(rankOf);
        Profile[] profiles = new Profile[ids.length];
        Arrays.setAll(profiles, rank -> Profile.unknown(ids[rank]));
        for (int i = 0; i < known.length; i++) {
            profiles[rankOf[numbers[i]]] = known[i];
        }
        return new BucketHistory(
                ids, orders(orders), orders.offsets(), interactions(interactions), interactions.offsets(), profiles);
    }

    /**
     * How many keys of a bucket occur in more than one month before a day: they are counted as different orders or
     * interactions. A key with another customer in the other month goes unnoticed where that one is in another bucket.
     */
    public int keysInTwoMonths(HistoryTable table, int bucket, long beforeDay) throws IOException {
        String key = table == HistoryTable.ORDERS ? "order_id" : "interaction_id";
        List<Column> columns = table.columns().stream()
                .filter(column -> column.name().equals(key) || column.name().equals("day"))
                .toList();
        RepeatedIds ids = new RepeatedIds();
        for (HistoryFile file : filesBefore(table, beforeDay)) {
            ColumnFile columnFile = columnFile(file);
            if (columnFile.columns().stream().noneMatch(column -> column.name().equals(key))) {
                continue;
            }
            ColumnBlock block = columnFile.read(bucket, columns);
            ids.addMonth(block.text(key), block.ints("day"), beforeDay);
        }
        return ids.inTwoMonths();
    }

    /**
     * The day of the first completed order of the whole shop before a day, days since 1970-01-01; nothing where there is
     * none. Reads the first months only.
     */
    public OptionalInt firstPurchaseDay(long beforeDay) throws IOException {
        Set<String> names = Set.of("day", "amount", "status");
        List<Column> columns = HistoryTable.ORDERS.columns().stream()
                .filter(column -> names.contains(column.name()))
                .toList();
        for (HistoryFile file : filesBefore(HistoryTable.ORDERS, beforeDay)) {
            long first = beforeDay;
            for (int bucket = 0; bucket < manifest.buckets(); bucket++) {
                first = Math.min(first, firstPurchaseDay(columnFile(file).read(bucket, columns)));
            }
            if (first < beforeDay) {
                return OptionalInt.of(Math.toIntExact(first));
            }
        }
        return OptionalInt.empty();
    }

    private static long firstPurchaseDay(ColumnBlock block) {
        CodedText status = block.coded("status");
        String completed = OrderStatus.COMPLETED.text();
        long first = ALL_DAYS;
        for (int row = 0; row < block.rows(); row++) {
            if (block.longs("amount")[row] >= 0 && completed.equals(status.get(row))) {
                first = Math.min(first, block.ints("day")[row]);
            }
        }
        return first;
    }

    private List<ColumnBlock> blocks(HistoryTable table, List<Column> columns, int bucket, long beforeDay)
            throws IOException {
        List<ColumnBlock> blocks = new ArrayList<>();
        for (HistoryFile file : filesBefore(table, beforeDay)) {
            blocks.add(columnFile(file).read(bucket, columns));
        }
        return blocks;
    }

    private List<HistoryFile> filesBefore(HistoryTable table, long beforeDay) {
        return manifest.files(table).stream()
                .filter(file -> firstDay(file.month()) < beforeDay)
                .toList();
    }

    private static long firstDay(@Nullable YearMonth month) {
        return month == null ? Long.MIN_VALUE : month.atDay(1).toEpochDay();
    }

    /** The profiles of a bucket, in no particular order; none if the source has no customers table. */
    public Profile[] profiles(int bucket) throws IOException {
        List<HistoryFile> files = manifest.files(HistoryTable.CUSTOMERS);
        if (files.isEmpty()) {
            return new Profile[0];
        }
        return ProfileColumns.toProfiles(columnFile(files.get(0)).read(bucket, HistoryTable.CUSTOMERS.columns()));
    }

    private static OrderBatch orders(BlockMerge merge) {
        CodedText statusText = merge.coded("status");
        byte[] codeOf = new byte[statusText.values().length];
        for (int code = 0; code < codeOf.length; code++) {
            codeOf[code] = Objects.requireNonNull(OrderStatus.of(statusText.values()[code]))
                    .code();
        }
        byte[] status = new byte[merge.rows()];
        for (int row = 0; row < status.length; row++) {
            status[row] = codeOf[statusText.codes()[row]];
        }
        return new OrderBatch(
                null,
                null,
                merge.ints("day"),
                merge.longs("ordered_at"),
                merge.longs("amount"),
                status,
                merge.longs("discount"),
                merge.ints("item_count"),
                merge.longs("cost"),
                merge.coded("channel"));
    }

    private static InteractionBatch interactions(BlockMerge merge) {
        return new InteractionBatch(
                null,
                null,
                merge.ints("day"),
                merge.longs("occurred_at"),
                merge.coded("kind"),
                merge.coded("channel"),
                merge.doubles("value"),
                merge.coded("campaign_id"));
    }

    private ColumnFile columnFile(HistoryFile file) throws IOException {
        try {
            return open.computeIfAbsent(file.file(), this::openFile);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private ColumnFile openFile(String file) {
        try {
            return ColumnFile.open(storage, new Path(directory, file), REMEDY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts ids that occur in more than one month. An id costs its bytes and some numbers, no object. */
    private static final class RepeatedIds {

        private static final int REPEATED = -1;

        private final ByteDictionary numbers = new ByteDictionary();
        /** By number of the id: the month it was met in, {@link #REPEATED} once it was met in another, 0 before. */
        private int[] monthOf = new int[1 << 10];

        private int month;
        private int repeated;

        /** Adds the ids of the next month, those of rows before a day; empty ids are none. */
        void addMonth(TextColumn ids, int[] days, long beforeDay) {
            month++;
            int[] offsets = ids.offsets();
            for (int row = 0; row < ids.size(); row++) {
                if (offsets[row + 1] > offsets[row] && days[row] < beforeDay) {
                    add(numbers.code(ids.utf8(), offsets[row], offsets[row + 1]));
                }
            }
        }

        private void add(int number) {
            if (number >= monthOf.length) {
                monthOf = Arrays.copyOf(monthOf, Math.max(number + 1, 2 * monthOf.length));
            }
            if (monthOf[number] == 0) {
                monthOf[number] = month;
            } else if (monthOf[number] != month && monthOf[number] != REPEATED) {
                monthOf[number] = REPEATED;
                repeated++;
            }
        }

        int inTwoMonths() {
            return repeated;
        }
    }
}
