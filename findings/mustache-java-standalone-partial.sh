#!/usr/bin/env bash
# Mustache.java leaves the line end behind a partial that stands alone on its line, and does not indent its lines.
#
# Behaviour: by the Mustache specification (1.4, partials: "Standalone Line Endings", "Standalone Indentation") a partial
#   tag alone on its line is replaced together with the whitespace and the line end around it, and the whitespace before it
#   is put before each line of the partial. Mustache.java does so for sections and comments, and for partials not.
# Seen with com.github.spullara.mustache.java:compiler 0.9.14 on OpenJDK 17:
#     "a\n{{>row}}\nb\n" with the partial "ROW\n" gives "a\nROW\n\nb\n"; specified is "a\nROW\nb\n"
#     "a\n  {{>two}}\nb\n" with "1\n2\n" gives "a\n  1\n2\n\nb\n"; specified is "a\n  1\n  2\nb\n"
# Matters: in Markdown an empty line ends a table, so a table whose rows come from partials falls apart.
# Needs: bash, a JDK 17 or newer, Maven. Works in a temporary folder.
#
# Ends with 0 while the library behaves so, with 1 when it no longer does, with 2 when it could not be tried.
set -euo pipefail

VERSION=0.9.14
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy \
  -Dartifact="com.github.spullara.mustache.java:compiler:$VERSION" -DoutputDirectory=. >mvn.log 2>&1 ||
  { cat mvn.log >&2; exit 2; }

cat >Partials.java <<'JAVA'
import com.github.mustachejava.DefaultMustacheFactory;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Map;

public class Partials {
    public static void main(String[] arguments) {
        print("section", "a\n{{#yes}}\nb\n{{/yes}}\nc\n");
        print("partial", "a\n{{>row}}\nb\n");
        print("indented", "a\n  {{>two}}\nb\n");
    }

    private static void print(String what, String template) {
        Map<String, String> files = Map.of("row.mustache", "ROW\n", "two.mustache", "1\n2\n", "main.mustache", template);
        DefaultMustacheFactory factory = new DefaultMustacheFactory(name -> (Reader) new StringReader(files.get(name)));
        StringWriter out = new StringWriter();
        factory.compile("main.mustache").execute(out, Map.of("yes", true));
        System.out.println(what + ": " + out.toString().replace("\n", "\\n"));
    }
}
JAVA
java -cp "compiler-$VERSION.jar" Partials.java >seen
cat seen

cat >wanted <<'TXT'
section: a\nb\nc\n
partial: a\nROW\n\nb\n
indented: a\n  1\n2\n\nb\n
TXT
if cmp -s seen wanted; then
  echo 'as described'
else
  echo 'Mustache.java behaves in another way now'
  exit 1
fi
