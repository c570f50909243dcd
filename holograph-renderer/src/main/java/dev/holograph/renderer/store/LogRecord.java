package dev.holograph.renderer.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A frame as it lies in the log: {@code length:4 crc32c:4 body}, the body being {@code
 * idLength:1 id json}; length and checksum are of the body.
 *
 * @param frame the frame
 * @param size bytes of the whole record
 */
record LogRecord(Frame frame, int size) {
    /** Bytes before the body. */
    static final int HEADER = 8;

    /** The largest body: far beyond the largest frame the server takes, so that damage in a length shows. */
    static final int MAX_BODY = 1 << 20;

    /** Where the JSON begins, counted from the start of the record. */
    static int jsonOffset(Frame frame) {
        return HEADER + 1 + frame.id().length();
    }

    /** Appends the record to the buffer and returns the bytes of its JSON. */
    static int write(Frame frame, ByteArrayOutputStream buffer) {
        byte[] id = frame.id().getBytes(UTF_8);
        byte[] json = frame.json().getBytes(UTF_8);
        byte[] body = ByteBuffer.allocate(1 + id.length + json.length)
                .put((byte) id.length)
                .put(id)
                .put(json)
                .array();
        buffer.writeBytes(ByteBuffer.allocate(HEADER)
                .putInt(body.length)
                .putInt(checksum(body))
                .array());
        buffer.writeBytes(body);
        return json.length;
    }

    /** The next record, or empty where the log ends or is damaged: what follows is not to be trusted. */
    static Optional<LogRecord> read(DataInputStream in) throws IOException {
        try {
            int length = in.readInt();
            int crc = in.readInt();
            // A length of 0 has the checksum 0: the zeros a file system leaves after a power cut would pass for
            // records.
            if (length < 2 || length > MAX_BODY) {
                return Optional.empty();
            }
            byte[] body = new byte[length];
            in.readFully(body);
            int idLength = body[0];
            if (checksum(body) != crc || idLength < 1 || idLength >= length) {
                return Optional.empty();
            }
            String id = new String(body, 1, idLength, UTF_8);
            String json = new String(body, 1 + idLength, length - 1 - idLength, UTF_8);
            return Optional.of(new LogRecord(new Frame(id, json), HEADER + length));
        } catch (EOFException torn) {
            return Optional.empty();
        }
    }

    private static int checksum(byte[] body) {
        CRC32C crc = new CRC32C();
        crc.update(body);
        return (int) crc.getValue();
    }
}
