package dev.nightjar.job.cltv;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.nightjar.cltv.BgNbd;
import dev.nightjar.cltv.PurchaseModel;
import dev.nightjar.cltv.choice.CorrectedModel;
import dev.nightjar.cltv.purchase.MbgNbd;
import dev.nightjar.cltv.purchase.ParetoNbd;
import tools.jackson.databind.json.JsonMapper;

/** What was fitted on the population, as JSON: a purchase model is written with the name of what it is. */
public final class FitsJson {

    /** Reads and writes fits. */
    public static final JsonMapper MAPPER =
            JsonMapper.builder().addMixIn(PurchaseModel.class, NamedModel.class).build();

    private FitsJson() {}

    /** The models by name; nothing else is ever made from a file. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = BgNbd.class, name = "bg-nbd"),
        @JsonSubTypes.Type(value = ParetoNbd.class, name = "pareto-nbd"),
        @JsonSubTypes.Type(value = MbgNbd.class, name = "mbg-nbd"),
        @JsonSubTypes.Type(value = CorrectedModel.class, name = "corrected")
    })
    private interface NamedModel {}
}
