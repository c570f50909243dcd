package dev.holograph.chaos.scenario;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Defines a key of the YAML language. The component of a record that carries it names the key, and its type says what may
 * stand there; {@link Default}, {@link UnitOf} and {@link Signed} say more. Readers, the JSON Schema and the key tables
 * of the guide are made from it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {

    /** What an element is that says nothing. */
    String NONE = "";

    /** What the key means, in one line. */
    String doc();

    /** How it is written where that is no name in Java; empty: as the component is named. */
    String name() default NONE;

    /** What to write where the key is missing, such as {@code path: /frames/1}. Empty: the key may be left out. */
    String needed() default NONE;

    /** Values as they may be written. */
    String[] examples() default {};

    /** The least whole number. */
    int least() default 0;

    /** The largest whole number. */
    int most() default Integer.MAX_VALUE;

    /** What the whole text must match; empty: any text. */
    String pattern() default NONE;

    /** What a message says of a text that does not match, after the text itself. */
    String otherwise() default NONE;

    /** Whether the text may be blank, as that of a header; so may the values of a mapping. Else it must say something. */
    boolean mayBeBlank() default false;

    /** Whether a time must be longer than none, as one for which something is waited. */
    boolean positive() default false;

    /** The words of which one must stand there; empty: any text. */
    String[] words() default {};

    /** Whether plans and reports show the text: <code>{env.NAME}</code>, which may be a secret, is refused in it. */
    boolean shown() default false;

    /** The record whose keys a block in this place has. */
    Class<?> block() default void.class;

    /** Whether a text may stand in the place of a block. */
    boolean orText() default false;

    /** How blocks stand in this place. */
    Form form() default Form.ONE;

    /** How blocks stand in a place. */
    enum Form {
        /** One block. */
        ONE,
        /** One block, or a list of blocks. */
        LIST,
        /** A mapping whose keys are names that a person gives. */
        NAMED,
        /** The same, with a list of values after each. */
        NAMED_LISTS
    }
}
