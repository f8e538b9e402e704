package dev.sluice.signature.list;

import dev.sluice.event.SignatureEvent;
import dev.sluice.signature.list.ListEntry.Quarantined;
import dev.sluice.signature.list.ListEntry.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A page of NCMEC's hash sharing, version 2. Of an entry its PDQ, MD5 and SHA-1 fingerprints are used; one with others alone is
 * set aside.
 * A document type declaration ends the reading: no entity is ever resolved.
 */
final class NcmecXml implements ListParser {
    private static final String DELETED = "deleted";
    private static final int LONGEST_TEXT = 4096;

    private final Reader in;
    private final Intake intake;
    private XMLStreamReader xml;
    private NcmecEntry entry;
    /** Elements open below the entry, and the text of the innermost. */
    private int depth;

    private boolean inFingerprints;
    private boolean inFeedback;
    private final StringBuilder text = new StringBuilder();
    private long number;

    NcmecXml(InputStream in, Intake intake) {
        // By way of a reader, so that no declared encoding matters: the exchange writes UTF-8.
        this.in = new InputStreamReader(in, StandardCharsets.UTF_8);
        this.intake = intake;
    }

    /** Reads the XML declaration, which may be malformed. */
    private static XMLStreamReader open(Reader in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory.createXMLStreamReader(in);
    }

    @Override
    public boolean advance(Consumer<ListEntry> out) throws IOException {
        try {
            if (xml == null) {
                xml = open(in);
            }
            if (!xml.hasNext()) {
                return false;
            }
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> start(xml.getLocalName());
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> characters();
                case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName(), out);
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
                    out.accept(broken("a document type declaration or an entity: neither is read"));
                    return false;
                }
                default -> {
                    // Comments, processing instructions and white space say nothing.
                }
            }
            return true;
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException io) {
                throw io;
            }
            // The parser's own message quotes what it found.
            out.accept(broken("no XML from here: nothing after it can be read"));
            return false;
        }
    }

    private Quarantined broken(String message) {
        int line = xml == null ? 1 : xml.getLocation().getLineNumber();
        return new Quarantined("line " + line, Reason.BROKEN, message);
    }

    private void start(String name) {
        text.setLength(0);
        if (entry == null) {
            if (isEntry(name)) {
                number++;
                boolean video = name.endsWith("ideo");
                entry = new NcmecEntry(name.startsWith(DELETED), video ? SignatureEvent.VIDEO : SignatureEvent.IMAGE);
            }
            return;
        }
        depth++;
        if (depth == 1) {
            inFingerprints = name.equals("fingerprints");
            inFeedback = name.equals("feedback");
            if (name.equals("member")) {
                entry.member(attribute("id"));
            }
        } else if (inFeedback) {
            entry.feedback(name.toLowerCase(Locale.ROOT), attribute("type").toLowerCase(Locale.ROOT));
        }
    }

    private void characters() {
        int room = LONGEST_TEXT - text.length();
        if (entry != null && room > 0) {
            text.append(xml.getTextCharacters(), xml.getTextStart(), Math.min(room, xml.getTextLength()));
        }
    }

    private void end(String name, Consumer<ListEntry> out) {
        if (entry == null) {
            return;
        }
        if (depth == 0) {
            entry.result("entry " + number, intake, out);
            entry = null;
            return;
        }
        if (depth == 1 && name.equals("id")) {
            entry.id(text.toString().strip());
        } else if (depth == 2 && inFingerprints && text.length() > 0) {
            entry.fingerprint(name, text.toString().strip());
        }
        text.setLength(0);
        depth--;
    }

    private static boolean isEntry(String name) {
        return switch (name) {
            case "image", "video", "deletedImage", "deletedVideo" -> true;
            default -> false;
        };
    }

    private String attribute(String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value.strip();
    }
}
