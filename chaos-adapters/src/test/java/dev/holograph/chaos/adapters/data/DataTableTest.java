package dev.holograph.chaos.adapters.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataTableTest {

    @TempDir
    private Path folder;

    private DataTable read(String name, String text) throws Exception {
        return DataTable.read(Files.writeString(folder.resolve(name), text), name);
    }

    @Test
    void csvIsReadByItsRules() throws Exception {
        DataTable table = read("a.csv", "\ufeffa,b\n1,\"x,\"\"y\"\"\nz\"\r\n\n,\n3,4");

        assertThat(table.columns()).containsExactly("a", "b");
        assertThat(table.rows()).containsExactly(List.of("1", "x,\"y\"\nz"), List.of("", ""), List.of("3", "4"));
        assertThat(table.value("b", 5)).isEqualTo("4");
    }

    /** Editors leave them at the end of a file; requests for nothing would be made of them. */
    @Test
    void anEmptyLineIsNoRow() throws Exception {
        assertThat(read("a.csv", "a\n1\n\n2\n\n").rows()).containsExactly(List.of("1"), List.of("2"));
    }

    @Test
    void linesOfJsonAreRows() throws Exception {
        DataTable table = read("a.ndjson", "{\"a\":\"x\",\"n\":-7,\"t\":true}\n\n{\"t\":false,\"n\":0,\"a\":\"\"}");

        assertThat(table.rows()).containsExactly(List.of("x", "-7", "true"), List.of("", "0", "false"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.csv|''|1:1: it has no rows",
                "a.csv|a,b|1:1: it has no rows",
                "a.csv|a,a;1,2|1:1: its first line names a column twice",
                "a.csv|a,b;1,2;3|3:1: 1 value where the first line names 2 columns",
                "a.csv|a,b;1,\"x;y\";1,2,3|4:1: 3 values where the first line names 2 columns",
                "a.csv|a,b;1,\"x|2:3: a quote that is never closed",
                "a.csv|a,b;1,\"x\"y|2:6: something follows a closing quote",
                "a.jsonl|[1]|1:1: the line is no JSON object",
                "a.jsonl|{\"a\":1 /* one */}|1:1: the line is no JSON object",
                "a.jsonl|{\"a\":1};{|2:1: the line is no JSON object",
                "a.jsonl|{\"a\":1};{\"b\":1}|2:1: the object has no 'a', which the first one has",
                "a.jsonl|{\"a\":1.5}|1:1: 'a' must be a text, a whole number, true or false",
                "a.jsonl|{\"a\":null}|1:1: 'a' must be a text, a whole number, true or false",
                "a.jsonl|{\"a\":9007199254740993}|1:1: 'a' must be a text, a whole number, true or false",
                "a.txt|a|1:1: its name ends in none of .csv, .jsonl and .ndjson",
            })
    void aMistakeHasItsPlace(String name, String text, String told) {
        assertThatThrownBy(() -> read(name, text.replace(';', '\n')))
                .isInstanceOf(DataFileException.class)
                .hasMessageStartingWith(name + ":" + told);
    }

    /** As spreadsheets write it in many languages, and call it CSV. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"title;size|semicolons", "title\tsize|tabs"})
    void anotherSeparatorThanACommaIsTold(String first, String told) {
        assertThatThrownBy(() -> read("a.csv", first + "\n"))
                .isInstanceOf(DataFileException.class)
                .hasMessage("a.csv:1:1: its first line has " + told + " and no comma: separate values by commas");
    }

    @Test
    void aFileThatIsTooLargeOrNoTextIsRefused() throws IOException {
        Path large = Files.writeString(folder.resolve("a.csv"), "a\n" + "x\n".repeat(DataTable.LONGEST / 2));
        assertThatThrownBy(() -> DataTable.read(large, "a.csv"))
                .hasMessage("a.csv:1:1: it is larger than 10MiB: take fewer rows");
        Path many = Files.writeString(folder.resolve("b.csv"), "a\n" + "x\n".repeat(DataTable.MOST_ROWS + 1));
        assertThatThrownBy(() -> DataTable.read(many, "b.csv"))
                .hasMessage("b.csv:1:1: it has 100001 rows; give at most 100000");
        Path latin = Files.write(folder.resolve("c.csv"), "a\nKöln".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> DataTable.read(latin, "c.csv")).hasMessage("c.csv:1:1: it is not in UTF-8");
        assertThatThrownBy(() -> DataTable.read(folder.resolve("none.csv"), "none.csv"))
                .hasMessageStartingWith("none.csv:1:1: it cannot be read: ");
    }
}
