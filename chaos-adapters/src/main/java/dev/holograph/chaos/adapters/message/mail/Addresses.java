package dev.holograph.chaos.adapters.message.mail;

import dev.holograph.chaos.adapters.message.Texts;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.jspecify.annotations.Nullable;

/** Reads mail addresses. */
final class Addresses {

    private static final int LONGEST_SHOWN = 100;

    private Addresses() {}

    /** What is wrong with an address; {@code null} if nothing is. */
    static @Nullable String problem(String address) {
        try {
            of(address);
            return null;
        } catch (AddressException e) {
            return "'" + Texts.line(address, LONGEST_SHOWN) + "' is no mail address";
        }
    }

    /** One address, with or without a person's name. A line end in it would begin another header. */
    static InternetAddress of(String address) throws AddressException {
        if (address.chars().anyMatch(Character::isISOControl)) {
            throw new AddressException("a control character");
        }
        InternetAddress one = new InternetAddress(address.strip(), true);
        one.validate();
        if (!String.valueOf(one.getAddress()).contains("@")) {
            throw new AddressException("no @");
        }
        return one;
    }
}
