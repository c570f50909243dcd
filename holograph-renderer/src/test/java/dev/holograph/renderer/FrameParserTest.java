package dev.holograph.renderer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holograph.renderer.store.Frame;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameParserTest {
    private final FrameParser parser = new FrameParser();

    @Test
    void aPlainFrameGetsAnIdOfItsOwn() throws Exception {
        Frame one = parser.parse("frame");
        Frame two = parser.parse("frame");

        assertThat(one.id()).isNotEqualTo(two.id());
        assertThat(Frame.isId(one.id())).isTrue();
        assertThat(new JsonObject(one.json()))
                .isEqualTo(new JsonObject().put("id", one.id()).put("data", "frame"));
    }

    @Test
    void idsOfTheServerDifferFromThoseOfItsLastRun() throws Exception {
        assertThat(new FrameParser().parse("frame").id())
                .isNotEqualTo(new FrameParser().parse("frame").id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"a\",\"data\":null}",
                "{\"data\":[1,{\"x\":2}],\"id\":\"A.b_c-9\"}",
                " {\"id\":\"a\",\"data\":1e999,\"more\":true} "
            })
    void aJsonFrameIsKeptAsItCame(String text) throws Exception {
        assertThat(parser.parse(text).json()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hello | bad-json",
                "`` | bad-json",
                "[1] | bad-json",
                "7 | bad-json",
                "null | bad-json",
                "{\"id\":\"a\",\"data\": | bad-json",
                "{\"data\":1} | bad-id",
                "{\"id\":7,\"data\":1} | bad-id",
                "{\"id\":\"\",\"data\":1} | bad-id",
                "{\"id\":\"a b\",\"data\":1} | bad-id",
                "{\"id\":\"../a\",\"data\":1} | bad-id",
                "{\"id\":\"a\\n\",\"data\":1} | bad-id",
                "{\"id\":\"a\"} | no-data"
            })
    void whatIsNoFrameGetsAnAnswerThatSaysSo(String text, String code) {
        BadFrameException refusal = catchThrowableOfType(BadFrameException.class, () -> parser.parse(text));

        JsonObject answer = new JsonObject(refusal.answer());
        assertThat(answer.getString("error")).isEqualTo(code);
        assertThat(answer.getString("message")).isNotBlank().hasSizeLessThan(250);
    }

    @Test
    void ids() {
        assertThat(Frame.isId("x".repeat(64))).isTrue();
        assertThat(Frame.isId("x".repeat(65))).isFalse();
    }

    @Test
    void theLimitIsInBytes() throws Exception {
        String shell = "{\"id\":\"a\",\"data\":\"\"}";
        String full = "{\"id\":\"a\",\"data\":\"" + "x".repeat(FrameParser.MAX_BYTES - shell.length()) + "\"}";
        assertThat(parser.parse(full).id()).isEqualTo("a");
        assertThatThrownBy(() -> parser.parse(full + " ")).hasMessageContaining("65536 bytes");

        String umlauts = "{\"id\":\"a\",\"data\":\"" + "ä".repeat(FrameParser.MAX_BYTES / 2) + "\"}";
        assertThatThrownBy(() -> parser.parse(umlauts)).hasMessageContaining("65536 bytes");
    }

    @Test
    void deepNestingIsBadJsonAndNoStackOverflow() {
        String deep = "{\"id\":\"a\",\"data\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";
        assertThatThrownBy(() -> parser.parse(deep)).isInstanceOf(BadFrameException.class);
    }
}
