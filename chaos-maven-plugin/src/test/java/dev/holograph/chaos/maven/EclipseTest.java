package dev.holograph.chaos.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What Eclipse does with the goals, which it reads in the plugin's jar. */
class EclipseTest {

    @Test
    void noGoalRunsWhenAFileIsSaved() throws Exception {
        Document mapping = read("/META-INF/m2e/lifecycle-mapping-metadata.xml");

        assertThat(texts(mapping, "goal"))
                .containsExactlyInAnyOrderElementsOf(texts(read("/META-INF/maven/plugin.xml"), "goal"));
        assertThat(mapping.getElementsByTagName("ignore").getLength()).isOne();
        assertThat(mapping.getElementsByTagName("execute").getLength()).isZero();
    }

    private static Document read(String resource) throws Exception {
        try (InputStream in = EclipseTest.class.getResourceAsStream(resource)) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
    }

    private static List<String> texts(Document document, String element) {
        NodeList nodes = document.getElementsByTagName(element);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i).hasAttributes()) {
                continue; // the help goal has a parameter of this name
            }
            texts.add(nodes.item(i).getTextContent().strip());
        }
        return texts;
    }
}
