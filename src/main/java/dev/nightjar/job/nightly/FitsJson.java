package dev.nightjar.job.nightly;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.nightjar.cltv.BgNbd;
import dev.nightjar.cltv.PurchaseModel;
import tools.jackson.databind.json.JsonMapper;

/** What was fitted on the population, as JSON: a purchase model is written with the name of its family. */
final class FitsJson {

    static final JsonMapper MAPPER =
            JsonMapper.builder().addMixIn(PurchaseModel.class, NamedModel.class).build();

    private FitsJson() {}

    /** The families by name; nothing else is ever made from a file. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "family")
    @JsonSubTypes({@JsonSubTypes.Type(value = BgNbd.class, name = "bg-nbd")})
    private interface NamedModel {}
}
