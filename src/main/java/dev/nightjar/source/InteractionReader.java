package dev.nightjar.source;

import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.customer.column.ByteDictionary;
import dev.nightjar.postgres.CopyOutReader;
import dev.nightjar.source.batch.InteractionBatchBuilder;
import dev.nightjar.source.batch.InteractionRow;
import dev.nightjar.source.extract.InspectedTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Reads the interactions of one month: types, refusals and repeated ids. */
final class InteractionReader implements MonthRows.MonthReader<InteractionBatch> {

    private static final String INTERACTION_ID = "interaction_id";

    private final InspectedTable table;
    private final ByteDictionary erased;

    private final TextField interactionId;
    private final TextField customerId;
    private final TextField kind;
    private final TextField channel;
    private final TextField campaign;
    private final NumberField value;

    private final Rejects rejects;
    private final InteractionBatchBuilder interactions = new InteractionBatchBuilder();
    private final InteractionRow interaction = new InteractionRow();
    private final ByteDictionary kindsAsWritten = new ByteDictionary();
    private int[] kindOfCode = new int[16];

    InteractionReader(InspectedTable table, ByteDictionary erased) {
        this.table = table;
        this.erased = erased;
        this.rejects = new Rejects(table.table());
        this.interactionId = new TextField(table, INTERACTION_ID);
        this.customerId = new TextField(table, "customer_id");
        this.kind = new TextField(table, "kind");
        this.channel = new TextField(table, "channel");
        this.campaign = new TextField(table, "campaign_id");
        this.value = new NumberField(table, "value");
    }

    @Override
    public void accept(CopyOutReader row, int day, long atMicros) {
        interaction.day = day;
        interaction.atMicros = atMicros;
        readRow(row);
    }

    @Override
    public SourceBatch<InteractionBatch> finish() {
        InteractionBatch batch =
                interactions.build(table.has(INTERACTION_ID), (key, reason) -> rejects.reject(key, null, reason));
        return rejects.batch(batch);
    }

    private void readRow(CopyOutReader rows) {
        boolean hasCustomer = customerId.read(rows);
        if (hasCustomer && erased.contains(customerId.bytes(), customerId.from(), customerId.to())) {
            rejects.erased();
            return;
        }
        rejects.read();
        boolean hasId = interactionId.read(rows);
        if (!hasCustomer) {
            reject(hasId, "customer_id", Rejects.MISSING);
        } else if (interactionId.hadNul() || customerId.hadNul()) {
            reject(hasId, interactionId.hadNul() ? INTERACTION_ID : "customer_id", Rejects.NULL_CHARACTER);
        } else if (!kind.read(rows)) {
            reject(hasId, "kind", Rejects.MISSING);
        } else {
            readValues(rows);
        }
    }

    /** Never under the id of the customer: rejects outlast a customer who is to be forgotten. */
    private void reject(boolean hasId, String column, String reason) {
        rejects.reject(hasId ? interactionId.text() : null, column, reason);
    }

    private void readValues(CopyOutReader rows) {
        interaction.clear();
        interaction.kind = lowerCaseKind();
        interaction.channel = channel.codeOf(rows, interactions.channels());
        interaction.campaign = campaign.codeOf(rows, interactions.campaigns());
        if (value.isPresent(rows)) {
            interaction.value = value.doubleValue(rows);
            if (!Double.isFinite(interaction.value)) {
                rejects.unusable("value");
                interaction.value = Double.NaN;
            }
        }
        interaction.customer = customerId.bytes();
        interaction.customerFrom = customerId.from();
        interaction.customerTo = customerId.to();
        interactions.add(interaction, interactionId.bytes(), interactionId.from(), interactionId.to());
    }

    private int lowerCaseKind() {
        int known = kindsAsWritten.size();
        int code = kind.code(kindsAsWritten);
        if (code == known) {
            if (code == kindOfCode.length) {
                kindOfCode = Arrays.copyOf(kindOfCode, code * 2);
            }
            byte[] lower = kind.text().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            kindOfCode[code] = interactions.kinds().code(lower, 0, lower.length);
        }
        return kindOfCode[code];
    }
}
