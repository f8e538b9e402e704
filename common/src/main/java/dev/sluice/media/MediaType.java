package dev.sluice.media;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The content types that Sluice decodes, and how their bytes begin. */
enum MediaType {
    JPEG("image/jpeg") {
        @Override
        boolean begins(byte[] payload) {
            return holds(payload, 0, "\u00ff\u00d8\u00ff");
        }
    },
    PNG("image/png") {
        @Override
        boolean begins(byte[] payload) {
            return holds(payload, 0, "\u0089PNG\r\n\u001a\n");
        }
    },
    WEBP("image/webp") {
        @Override
        boolean begins(byte[] payload) {
            return holds(payload, 0, "RIFF") && holds(payload, 8, "WEBP");
        }
    },
    H264("video/h264") {
        @Override
        boolean begins(byte[] payload) {
            return beginsWithNalUnit(payload);
        }
    },
    H265("video/h265") {
        @Override
        boolean begins(byte[] payload) {
            return beginsWithNalUnit(payload);
        }
    },
    MPEG_TS("video/mp2t") {
        @Override
        boolean begins(byte[] payload) {
            // One sync byte is one in 256 by chance, so the next two packets are looked at when they are there.
            for (int packet = 0; packet < 3; packet++) {
                int sync = packet * TS_PACKET;
                if (sync < payload.length && payload[sync] != TS_SYNC) {
                    return false;
                }
            }
            return payload.length > 0;
        }
    },
    MP4("video/mp4") {
        @Override
        boolean begins(byte[] payload) {
            for (String box : FIRST_BOXES) {
                if (holds(payload, 4, box)) {
                    return true;
                }
            }
            return false;
        }
    };

    private static final int TS_PACKET = 188;
    private static final byte TS_SYNC = 0x47;
    private static final String[] FIRST_BOXES = {
        "ftyp", "styp", "moov", "moof", "sidx", "emsg", "prft", "free", "skip", "wide", "mdat"
    };

    private final String contentType;

    MediaType(String contentType) {
        this.contentType = contentType;
    }

    /** The type of that name, in lower case and without parameters. */
    static Optional<MediaType> of(String contentType) {
        for (MediaType type : values()) {
            if (type.contentType.equals(contentType)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    String contentType() {
        return contentType;
    }

    /** Whether the first bytes are those of this type. */
    abstract boolean begins(byte[] payload);

    private static boolean holds(byte[] payload, int at, String latin1) {
        byte[] expected = latin1.getBytes(StandardCharsets.ISO_8859_1);
        if (payload.length < at + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (payload[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** Annex B: any zeros, 00 00 01, and a NAL unit header whose first bit is 0. */
    private static boolean beginsWithNalUnit(byte[] payload) {
        int zeros = 0;
        while (zeros < payload.length && payload[zeros] == 0) {
            zeros++;
        }
        return zeros >= 2 && zeros + 1 < payload.length && payload[zeros] == 1 && payload[zeros + 1] > 0;
    }
}
