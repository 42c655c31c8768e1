package dev.nightjar.feature.sentence;

import static dev.nightjar.feature.sentence.OrderPhrases.phrase;

import java.util.Map;

/** Words for how customers are in touch: carts, e-mails, ratings. */
final class ContactPhrases {

    static final Map<String, Phrase> PHRASES = Map.ofEntries(
            phrase(
                    "main_interaction_channel_share_365d",
                    "{percent} of the interactions in the last 365 days came through the usual channel",
                    "No interaction through a known channel in the last 365 days"),
            phrase(
                    "main_interaction_channel",
                    "Usually in touch through {text}",
                    "No interaction through a known channel in the last 365 days"),
            phrase(
                    "cart_abandon_rate_90d",
                    "{percent} as many carts abandoned as additions made in the last 90 days",
                    "Nothing was put into a cart in the last 90 days"),
            phrase(
                    "email_open_rate_90d",
                    "{percent} of the e-mails of the last 90 days opened; {percent:email_open_rate_365d} in the last 365 days",
                    "No e-mail was sent in the last 90 days"),
            phrase(
                    "email_open_rate_365d",
                    "{percent} of the e-mails of the last 365 days opened",
                    "No e-mail was sent in the last 365 days"),
            phrase(
                    "email_click_rate_90d",
                    "{percent} clicks per e-mail opened in the last 90 days; {percent:email_click_rate_365d} in the last 365 days",
                    "No e-mail was opened in the last 90 days"),
            phrase(
                    "email_click_rate_365d",
                    "{percent} clicks per e-mail opened in the last 365 days",
                    "No e-mail was opened in the last 365 days"),
            Map.entry(
                    "email_open_rate_change_90d",
                    new Phrase(
                            "The share of e-mails opened rose by {percent} of all sent in the last 90 days against the 90 before",
                            "The share of e-mails opened is as it was 90 days ago",
                            "The share of e-mails opened fell by {percent} of all sent in the last 90 days against the 90 before",
                            "Too few e-mails were sent to tell whether they are opened less")),
            Map.entry(
                    "unsubscribe_count",
                    new Phrase(
                            "Unsubscribed from e-mail {times} so far",
                            "Never unsubscribed from e-mail",
                            "Never unsubscribed from e-mail",
                            "Never unsubscribed from e-mail")),
            last("nps", "NPS"),
            mean("nps", "NPS"),
            change("nps", "NPS"),
            last("csat", "CSAT"),
            mean("csat", "CSAT"),
            change("csat", "CSAT"),
            last("review", "review rating"),
            mean("review", "review rating"),
            change("review", "review rating"));

    private ContactPhrases() {}

    private static Map.Entry<String, Phrase> last(String kind, String name) {
        return phrase(
                "last_" + kind,
                "The last " + name + " was {number}; {number:mean_" + kind + "} on average",
                "No " + name + " was ever given");
    }

    private static Map.Entry<String, Phrase> mean(String kind, String name) {
        return phrase("mean_" + kind, "The " + name + " is {number} on average", "No " + name + " was ever given");
    }

    private static Map.Entry<String, Phrase> change(String kind, String name) {
        return Map.entry(
                kind + "_change",
                new Phrase(
                        "The last " + name + " was {number} above the ones before",
                        "The last " + name + " was as the ones before",
                        "The last " + name + " was {number} below the ones before",
                        "Fewer than two of the " + name + " were given, so there is no change to see"));
    }
}
