package dev.nightjar.feature.tally;

import dev.nightjar.customer.column.CodedText;
import java.util.Locale;
import java.util.Set;

/**
 * Channels are open text in sources; these groups of usual names, in any letter case, are counted one by one. Everything
 * else, and no channel at all, is {@link #OTHER}.
 */
// Counters are arrays in the order of the constants, which is never stored.
@SuppressWarnings("EnumOrdinal")
public enum ChannelGroup {
    WEB("web", "website", "site", "online", "desktop", "browser"),
    APP("app", "mobile", "mobile_app", "ios", "android"),
    EMAIL("email", "e-mail", "mail", "newsletter"),
    STORE("store", "shop", "pos", "branch", "retail", "offline", "in_store"),
    PHONE("phone", "call", "call_center", "telephone", "hotline"),
    OTHER;

    private final Set<String> names;

    ChannelGroup(String... names) {
        this.names = Set.of(names);
    }

    /** The names that belong to the group, in lower case. */
    public Set<String> names() {
        return names;
    }

    /** The group of a channel. */
    public static ChannelGroup of(String channel) {
        String name = channel.toLowerCase(Locale.ROOT);
        for (ChannelGroup group : values()) {
            if (group.names.contains(name)) {
                return group;
            }
        }
        return OTHER;
    }

    /** The ordinal of the group of each distinct value of a column. */
    static int[] ordinals(CodedText channels) {
        int[] ordinals = new int[channels.values().length];
        for (int code = 0; code < ordinals.length; code++) {
            ordinals[code] = of(channels.values()[code]).ordinal();
        }
        return ordinals;
    }
}
