package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_close_dyn_buf;
import static org.bytedeco.ffmpeg.global.avformat.avio_open_dyn_buf;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGRA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGBA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.zip.CRC32;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/** One grey picture, encoded in every way that Sluice decodes. */
final class MediaSamples {
    static final int WIDTH = 160;
    static final int HEIGHT = 120;

    private static final int FRAMES_PER_SECOND = 5;
    private static final Map<String, String> VIDEO_OPTIONS = Map.of("b", "400000", "allow_skip_frames", "0");

    private MediaSamples() {}

    /** The picture, full range. */
    static byte[] luma(int width, int height) {
        byte[] samples = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                samples[y * width + x] = (byte) Math.round(128 + 100 * Math.sin(x / 17.0) * Math.cos(y / 13.0));
            }
        }
        return samples;
    }

    /** A payload of every content type. */
    static Map<String, byte[]> ofEveryType() {
        Map<String, byte[]> samples = new LinkedHashMap<>();
        samples.put("image/jpeg", jpeg());
        samples.put("image/png", png(AV_PIX_FMT_RGB24));
        samples.put("image/webp", webp(false));
        samples.put("video/h264", h264());
        samples.put("video/h265", h265());
        samples.put("video/mp2t", mpegTs());
        samples.put("video/mp4", fragmentedMp4());
        return samples;
    }

    static byte[] jpeg() {
        return jpeg(WIDTH, HEIGHT);
    }

    static byte[] jpeg(int width, int height) {
        return encode("mjpeg", AV_PIX_FMT_YUVJ420P, width, height, 1, Map.of("qmin", "2", "qmax", "2"))
                .get(0)
                .bytes();
    }

    static byte[] png(int pixelFormat) {
        return encode("png", pixelFormat, WIDTH, HEIGHT, 1, Map.of()).get(0).bytes();
    }

    static byte[] webp(boolean lossless) {
        return encode(
                        "libwebp",
                        lossless ? AV_PIX_FMT_BGRA : AV_PIX_FMT_YUV420P,
                        WIDTH,
                        HEIGHT,
                        1,
                        Map.of("lossless", lossless ? "1" : "0", "quality", "90"))
                .get(0)
                .bytes();
    }

    static byte[] h264() {
        return video(1).get(0).bytes();
    }

    /** As {@link #h264()}, in full range and saying so. */
    static byte[] fullRangeH264() {
        AVCodec encoder = Native.allocated(avcodec_find_encoder_by_name("libopenh264"));
        AVCodecContext context =
                encoderContext(encoder, AV_PIX_FMT_YUV420P, WIDTH, HEIGHT, AVCOL_RANGE_JPEG, VIDEO_OPTIONS, false);
        return encode(context, frame -> frame(AV_PIX_FMT_YUV420P, WIDTH, HEIGHT, false, frame), 1)
                .get(0)
                .bytes();
    }

    static byte[] h265() {
        try (InputStream in = MediaSamples.class.getResourceAsStream("/media/keyframe.h265")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two seconds of H.264, five pictures a second and one keyframe a second. */
    static byte[] mpegTs() {
        return mux("mpegts", Map.of(), false, video(2 * FRAMES_PER_SECOND));
    }

    /** As {@link #mpegTs()}, less its keyframes. */
    static byte[] mpegTsWithoutKeyframe() {
        List<Coded> others = new ArrayList<>(video(2 * FRAMES_PER_SECOND));
        others.removeIf(Coded::key);
        return mux("mpegts", Map.of(), false, others);
    }

    /** As {@link #mpegTs()}, in MP4 whose parameter sets stand outside the bitstream. */
    static byte[] fragmentedMp4() {
        return mux("mp4", Map.of("movflags", "frag_keyframe+empty_moov"), true, video(2 * FRAMES_PER_SECOND));
    }

    /** As {@link #fragmentedMp4()}, with one index behind the pictures. */
    static byte[] plainMp4() {
        return mux("mp4", Map.of(), true, video(2 * FRAMES_PER_SECOND));
    }

    /** {@link #h265()} in a transport stream. */
    static byte[] mpegTsOfH265() {
        return muxH265("mpegts");
    }

    /** {@link #h265()} in MP4. */
    static byte[] mp4OfH265() {
        return muxH265("mp4");
    }

    private static byte[] muxH265(String format) {
        byte[] keyframe = h265();
        Muxer muxer = new Muxer(format, Map.of(), false);
        AVCodecParameters parameters =
                muxer.stream.codecpar().codec_id(AV_CODEC_ID_HEVC).codec_tag(0);
        BytePointer extradata = new BytePointer(av_malloc(keyframe.length + 64L)).capacity(keyframe.length + 64L);
        BytePointer.memset(extradata, 0, keyframe.length + 64L);
        extradata.put(keyframe, 0, firstPicture(keyframe));
        parameters.extradata(extradata).extradata_size(firstPicture(keyframe));
        return muxer.write(List.of(new Coded(keyframe, 0, true)));
    }

    /** Where the NAL unit of the first coded picture begins, behind the parameter sets. */
    private static int firstPicture(byte[] h265) {
        for (int i = 0; i + 4 < h265.length; i++) {
            int type = h265[i + 3] >> 1 & 0x3F;
            if (h265[i] == 0 && h265[i + 1] == 0 && h265[i + 2] == 1 && type < 32) {
                return i;
            }
        }
        throw new IllegalStateException("no picture");
    }

    private static List<Coded> video(int count) {
        return encode("libopenh264", AV_PIX_FMT_YUV420P, WIDTH, HEIGHT, count, VIDEO_OPTIONS);
    }

    /** A coded picture; time in frames. */
    private record Coded(byte[] bytes, long pts, boolean key) {}

    private static List<Coded> encode(
            String encoderName, int pixelFormat, int width, int height, int count, Map<String, String> options) {
        AVCodec encoder = Native.allocated(avcodec_find_encoder_by_name(encoderName));
        int range = pixelFormat == AV_PIX_FMT_YUVJ420P ? AVCOL_RANGE_JPEG : AVCOL_RANGE_UNSPECIFIED;
        AVCodecContext context = encoderContext(encoder, pixelFormat, width, height, range, options, false);
        boolean limited = pixelFormat == AV_PIX_FMT_YUV420P;
        return encode(context, index -> frame(pixelFormat, width, height, limited, index), count);
    }

    private static List<Coded> encode(AVCodecContext context, IntFunction<AVFrame> frames, int count) {
        AVPacket packet = av_packet_alloc();
        List<Coded> coded = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            AVFrame frame = i < count ? frames.apply(i) : null;
            check(avcodec_send_frame(context, frame));
            while (avcodec_receive_packet(context, packet) >= 0) {
                byte[] bytes = new byte[packet.size()];
                packet.data().get(bytes);
                coded.add(new Coded(bytes, packet.pts(), (packet.flags() & AV_PKT_FLAG_KEY) != 0));
                av_packet_unref(packet);
            }
            if (frame != null) {
                av_frame_free(frame);
            }
        }
        av_packet_free(packet);
        avcodec_free_context(context);
        return coded;
    }

    private static AVCodecContext encoderContext(
            AVCodec encoder,
            int pixelFormat,
            int width,
            int height,
            int range,
            Map<String, String> options,
            boolean globalHeader) {
        AVCodecContext context = avcodec_alloc_context3(encoder);
        context.width(width).height(height).pix_fmt(pixelFormat).gop_size(FRAMES_PER_SECOND);
        context.color_range(range);
        context.time_base().num(1).den(FRAMES_PER_SECOND);
        if (globalHeader) {
            context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        }
        AVDictionary dictionary = dictionary(options);
        check(avcodec_open2(context, encoder, dictionary));
        av_dict_free(dictionary);
        return context;
    }

    private static AVFrame frame(int pixelFormat, int width, int height, boolean limited, int index) {
        AVFrame frame = av_frame_alloc();
        frame.format(pixelFormat).width(width).height(height).pts(index);
        check(av_frame_get_buffer(frame, 0));
        byte[] luma = luma(width, height);
        int channels = channels(pixelFormat);
        byte[] row = new byte[width * channels];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int full = luma[y * width + x] & 0xFF;
                byte value = (byte) (limited ? Math.round(16 + full * 219 / 255.0) : full);
                Arrays.fill(row, x * channels, (x + 1) * channels, value);
                if (channels == 4) {
                    row[x * channels + 3] = (byte) 0xFF;
                }
            }
            frame.data(0).position((long) y * frame.linesize(0)).put(row);
        }
        if (channels == 1 && pixelFormat != AV_PIX_FMT_GRAY8) {
            for (int plane = 1; plane < 3; plane++) {
                BytePointer.memset(frame.data(plane), 128, (long) frame.linesize(plane) * ((height + 1) / 2));
            }
        }
        return frame;
    }

    private static int channels(int pixelFormat) {
        if (pixelFormat == AV_PIX_FMT_RGB24) {
            return 3;
        }
        return pixelFormat == AV_PIX_FMT_RGBA || pixelFormat == AV_PIX_FMT_BGRA ? 4 : 1;
    }

    private static byte[] mux(String format, Map<String, String> options, boolean globalHeader, List<Coded> pictures) {
        return new Muxer(format, options, globalHeader).write(pictures);
    }

    /** One container in memory with one stream, of H.264 unless its parameters are changed. */
    private static final class Muxer {
        private final AVFormatContext context = new AVFormatContext(null);
        private final AVIOContext io = new AVIOContext(null);
        private final Map<String, String> options;
        private final AVStream stream;

        Muxer(String format, Map<String, String> options, boolean globalHeader) {
            this.options = options;
            check(avformat_alloc_output_context2(context, null, format, (String) null));
            AVCodec encoder = avcodec_find_encoder_by_name("libopenh264");
            AVCodecContext parameters = encoderContext(
                    encoder, AV_PIX_FMT_YUV420P, WIDTH, HEIGHT, AVCOL_RANGE_UNSPECIFIED, VIDEO_OPTIONS, globalHeader);
            stream = avformat_new_stream(context, null);
            check(avcodec_parameters_from_context(stream.codecpar(), parameters));
            avcodec_free_context(parameters);
            check(avio_open_dyn_buf(io));
            context.pb(io);
        }

        byte[] write(List<Coded> pictures) {
            AVDictionary dictionary = dictionary(options);
            check(avformat_write_header(context, dictionary));
            av_dict_free(dictionary);
            try (AVRational frameTime = new AVRational().num(1).den(FRAMES_PER_SECOND)) {
                for (Coded picture : pictures) {
                    AVPacket packet = av_packet_alloc();
                    check(av_new_packet(packet, picture.bytes().length));
                    packet.data().put(picture.bytes());
                    long time = av_rescale_q(picture.pts(), frameTime, stream.time_base());
                    packet.pts(time).dts(time).flags(picture.key() ? AV_PKT_FLAG_KEY : 0);
                    packet.duration(av_rescale_q(1, frameTime, stream.time_base()));
                    check(av_interleaved_write_frame(context, packet));
                    av_packet_free(packet);
                }
            }
            check(av_write_trailer(context));
            BytePointer written = new BytePointer();
            byte[] bytes = new byte[avio_close_dyn_buf(io, written)];
            written.get(bytes);
            av_free(written);
            avformat_free_context(context);
            return bytes;
        }
    }

    private static AVDictionary dictionary(Map<String, String> options) {
        AVDictionary dictionary = new AVDictionary(null);
        options.forEach((name, value) -> av_dict_set(dictionary, name, value, 0));
        return dictionary;
    }

    private static void check(int result) {
        if (result < 0) {
            throw new IllegalStateException("FFmpeg returned " + result);
        }
    }

    /** A PNG chunk with its checksum. */
    static byte[] pngChunk(String type, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer head = ByteBuffer.allocate(8).putInt(data.length);
        head.put(type.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(head.array());
        out.writeBytes(data);
        CRC32 crc = new CRC32();
        crc.update(out.toByteArray(), 4, 4 + data.length);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        return out.toByteArray();
    }
}
