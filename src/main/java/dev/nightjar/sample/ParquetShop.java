package dev.nightjar.sample;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.customer.Money;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.customer.column.TextColumn;
import dev.nightjar.parquet.Column;
import dev.nightjar.parquet.ColumnFileWriter;
import dev.nightjar.parquet.ColumnKind;
import dev.nightjar.parquet.ColumnValues;
import dev.nightjar.parquet.RowOrder;
import dev.nightjar.parquet.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Puts a sample shop into a folder as a lake: one Parquet file per table, its columns named as the canonical ones. Each
 * file appears when it is whole; the four do not appear at once.
 */
public final class ParquetShop {

    private static final String ORDERS = "orders.parquet";
    private static final String INTERACTIONS = "interactions.parquet";
    private static final String CUSTOMERS = "customers.parquet";
    private static final String FX_RATES = "fx_rates.parquet";
    private static final List<String> FILES = List.of(ORDERS, INTERACTIONS, CUSTOMERS, FX_RATES);
    private static final String MARK_KEY = "nightjar.sample-shop";
    private static final long TEN_THOUSANDTHS_PER_CENT = 100;

    private static final List<Column> ORDER_COLUMNS = List.of(
            Column.required("order_id", ColumnKind.LONG),
            Column.required("customer_id", ColumnKind.LONG),
            Column.required("ordered_at", ColumnKind.TIMESTAMP),
            Column.optional("amount", ColumnKind.MONEY),
            Column.required("currency", ColumnKind.CODED_TEXT),
            Column.required("status", ColumnKind.CODED_TEXT),
            Column.optional("discount", ColumnKind.MONEY),
            Column.required("item_count", ColumnKind.INT),
            Column.optional("cost", ColumnKind.MONEY),
            Column.required("channel", ColumnKind.CODED_TEXT),
            Column.required("updated_at", ColumnKind.TIMESTAMP));
    private static final List<Column> INTERACTION_COLUMNS = List.of(
            Column.required("interaction_id", ColumnKind.LONG),
            Column.required("customer_id", ColumnKind.LONG),
            Column.required("occurred_at", ColumnKind.TIMESTAMP),
            Column.required("kind", ColumnKind.CODED_TEXT),
            Column.required("channel", ColumnKind.CODED_TEXT),
            Column.optional("value", ColumnKind.DOUBLE),
            Column.optional("campaign_id", ColumnKind.CODED_TEXT));
    private static final List<Column> CUSTOMER_COLUMNS = List.of(
            Column.required("customer_id", ColumnKind.LONG),
            Column.required("signed_up_on", ColumnKind.DATE),
            Column.required("country", ColumnKind.CODED_TEXT),
            Column.required("language", ColumnKind.CODED_TEXT),
            Column.required("time_zone", ColumnKind.CODED_TEXT),
            Column.required("acquisition_channel", ColumnKind.CODED_TEXT),
            Column.optional("acquisition_cost", ColumnKind.MONEY),
            Column.optional("profiling_consent", ColumnKind.FLAG),
            Column.optional("marketing_consent", ColumnKind.FLAG),
            Column.required("attributes", ColumnKind.TEXT));
    private static final List<Column> RATE_COLUMNS = List.of(
            Column.required("rate_date", ColumnKind.DATE),
            Column.required("currency", ColumnKind.CODED_TEXT),
            Column.required("rate_to_base", ColumnKind.DOUBLE));

    private final Storage storage;
    private final Path folder;

    /**
     * @param storage file system of the folder
     * @param folder need not exist
     */
    public ParquetShop(Storage storage, Path folder) {
        this.storage = storage;
        this.folder = folder;
    }

    /**
     * Generates the shop and replaces the one that is there.
     *
     * @param threads how many generate, at least 1; the files are the same for any number
     * @param progress told the number of customers done so far, from the calling thread
     * @return what was written
     * @throws ConfigurationException if the folder holds anything but a sample shop; nothing has changed then
     * @throws InterruptedException if the calling thread is interrupted; no file has changed then
     */
    public SampleShop.Size replace(SampleShop shop, int threads, LongConsumer progress)
            throws IOException, InterruptedException {
        requireReplaceable();
        ShopCalendar calendar = shop.calendar();
        SampleShop.Size[] size = {SampleShop.Size.NONE};
        int[] rowGroup = {0};
        try (ColumnFileWriter orders = create(ORDERS, ORDER_COLUMNS);
                ColumnFileWriter interactions = create(INTERACTIONS, INTERACTION_COLUMNS);
                ColumnFileWriter customers = create(CUSTOMERS, CUSTOMER_COLUMNS);
                ColumnFileWriter rates = create(FX_RATES, RATE_COLUMNS)) {
            write(rates, 0, rateValues(calendar));
            new ShopChunks(shop, calendar).inOrder(threads, chunk -> {
                write(orders, rowGroup[0], orderValues(chunk.orders()));
                write(interactions, rowGroup[0], interactionValues(chunk.interactions()));
                write(customers, rowGroup[0]++, customerValues(chunk.profiles()));
                size[0] = size[0].plus(chunk);
                progress.accept(chunk.lastCustomerId());
            });
            for (ColumnFileWriter file : List.of(orders, interactions, customers, rates)) {
                file.commit(Map.of(MARK_KEY, String.valueOf(shop.seed())));
            }
        }
        return size[0];
    }

    private void requireReplaceable() throws IOException {
        List<String> others = storage.list(folder).stream()
                .map(Path::getName)
                .filter(name -> !FILES.contains(name))
                .toList();
        if (!others.isEmpty() || !storage.directories(folder).isEmpty()) {
            throw ConfigurationException.of("--to " + folder + " holds something else: expected an empty or new folder,"
                    + " or one with a sample shop's " + String.join(", ", FILES) + ", was "
                    + (others.isEmpty() ? "folders" : others.get(0) + " among others")
                    + ". Nothing was changed; name another folder");
        }
    }

    private ColumnFileWriter create(String file, List<Column> columns) throws IOException {
        return ColumnFileWriter.create(storage, new Path(folder, file), columns);
    }

    private static void write(ColumnFileWriter file, int rowGroup, List<ColumnValues> values) {
        try {
            file.writeRowGroup(rowGroup, RowOrder.asIs(values.get(0).size()), values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ColumnValues> orderValues(OrderColumns orders) {
        int rows = orders.rows;
        return List.of(
                longs(orders.orderId, rows),
                longs(orders.customerId, rows),
                longs(orders.orderedAt, rows),
                money(orders.amountCents, rows),
                coded(orders.currency, rows, OrderColumns.CURRENCIES),
                coded(orders.status, rows, OrderColumns.STATUSES),
                money(orders.discountCents, rows),
                new ColumnValues.Ints(Arrays.copyOf(orders.itemCount, rows)),
                money(orders.costCents, rows),
                coded(orders.channel, rows, OrderColumns.CHANNELS),
                longs(orders.updatedAt, rows));
    }

    private static List<ColumnValues> interactionValues(InteractionColumns interactions) {
        int rows = interactions.rows;
        @Nullable String[] campaigns = new String[rows];
        Arrays.setAll(campaigns, row -> InteractionColumns.campaignId(interactions.campaign[row]));
        return List.of(
                longs(interactions.interactionId, rows),
                longs(interactions.customerId, rows),
                longs(interactions.occurredAt, rows),
                coded(interactions.kind, rows, InteractionColumns.KINDS),
                coded(interactions.channel, rows, InteractionColumns.CHANNELS),
                new ColumnValues.Doubles(Arrays.copyOf(interactions.value, rows)),
                new ColumnValues.Coded(CodedText.of(campaigns)));
    }

    private static List<ColumnValues> customerValues(List<ShopProfile> profiles) {
        return List.of(
                new ColumnValues.Longs(
                        profiles.stream().mapToLong(ShopProfile::customerId).toArray()),
                new ColumnValues.Ints(
                        profiles.stream().mapToInt(ShopProfile::signedUpDay).toArray()),
                texts(profiles, ShopProfile::country),
                texts(profiles, ShopProfile::language),
                texts(profiles, ShopProfile::timeZone),
                texts(profiles, ShopProfile::acquisitionChannel),
                new ColumnValues.Longs(profiles.stream()
                        .map(ShopProfile::acquisitionCostCents)
                        .mapToLong(cents -> cents == null ? Money.MISSING : cents * TEN_THOUSANDTHS_PER_CENT)
                        .toArray()),
                flags(profiles, ShopProfile::profilingConsent),
                flags(profiles, ShopProfile::marketingConsent),
                new ColumnValues.Text(TextColumn.of(
                        profiles.stream().map(ShopProfile::attributes).toArray(String[]::new))));
    }

    private static List<ColumnValues> rateValues(ShopCalendar calendar) {
        List<Integer> days = new ArrayList<>();
        List<String> currencies = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        for (int day = calendar.firstRateDay(); day <= calendar.lastDay(); day++) {
            for (int currency = 1;
                    ShopCalendar.isRateDay(day) && currency < ShopCalendar.CURRENCIES.length;
                    currency++) {
                days.add(day);
                currencies.add(ShopCalendar.CURRENCIES[currency]);
                rates.add(calendar.rate(currency, day));
            }
        }
        return List.of(
                new ColumnValues.Ints(days.stream().mapToInt(Integer::intValue).toArray()),
                new ColumnValues.Coded(CodedText.of(currencies.toArray(new String[0]))),
                new ColumnValues.Doubles(
                        rates.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    private static ColumnValues longs(long[] values, int rows) {
        return new ColumnValues.Longs(Arrays.copyOf(values, rows));
    }

    private static ColumnValues money(long[] cents, int rows) {
        long[] values = new long[rows];
        Arrays.setAll(
                values,
                row -> cents[row] == OrderColumns.NO_MONEY ? Money.MISSING : cents[row] * TEN_THOUSANDTHS_PER_CENT);
        return new ColumnValues.Longs(values);
    }

    private static ColumnValues coded(byte[] codes, int rows, String[] values) {
        int[] wide = new int[rows];
        Arrays.setAll(wide, row -> codes[row]);
        return new ColumnValues.Coded(new CodedText(wide, values));
    }

    private static ColumnValues texts(List<ShopProfile> profiles, Function<ShopProfile, String> text) {
        return new ColumnValues.Coded(CodedText.of(profiles.stream().map(text).toArray(String[]::new)));
    }

    private static ColumnValues flags(List<ShopProfile> profiles, Function<ShopProfile, @Nullable Boolean> flag) {
        byte[] values = new byte[profiles.size()];
        for (int row = 0; row < values.length; row++) {
            Boolean value = flag.apply(profiles.get(row));
            values[row] = value == null ? ColumnValues.MISSING_FLAG : (byte) (value ? 1 : 0);
        }
        return new ColumnValues.Flags(values);
    }
}
