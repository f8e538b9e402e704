package dev.sluice.media;

import dev.sluice.media.Decoded.Picture;
import dev.sluice.media.FrameDecoder.Limits;
import java.util.List;

/** Decodes payloads of every type with FFmpeg. Confined to the thread that decodes, for it owns native memory. */
final class PayloadDecoder implements AutoCloseable {
    private final Limits limits;
    private final LumaCopy lumaCopy = new LumaCopy();
    private final StillDecoder stills;
    private final VideoDecoder videos;

    PayloadDecoder(Limits limits) {
        this.limits = limits;
        this.stills = new StillDecoder(limits, lumaCopy);
        this.videos = new VideoDecoder(limits, lumaCopy);
    }

    List<Picture> decode(MediaType type, byte[] payload, Deadline deadline) throws RefusedException {
        return switch (type) {
            case JPEG -> List.of(stills.decode(Codec.JPEG, JpegStructure.read(payload, limits), deadline));
            case PNG -> List.of(stills.decode(Codec.PNG, PngStructure.read(payload, limits), deadline));
            case WEBP -> List.of(stills.decode(Codec.WEBP, WebpStructure.read(payload, limits), deadline));
            case H264 -> videos.decodeByteStream(Codec.H264, payload, deadline);
            case H265 -> videos.decodeByteStream(Codec.H265, payload, deadline);
            case MPEG_TS -> videos.decodeSegment("mpegts", payload, deadline);
            case MP4 -> videos.decodeSegment("mov", Mp4Structure.read(payload), deadline);
        };
    }

    @Override
    public void close() {
        lumaCopy.close();
    }
}
