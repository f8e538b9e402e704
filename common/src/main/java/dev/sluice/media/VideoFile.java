package dev.sluice.media;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_ANSI;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_BINTEXT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.Pointer;

/**
 * The pictures of a person's own video file, in any container and codec that FFmpeg knows: its first video stream, as
 * stored (rotation is ignored). For files that someone vouches for; it sets no bounds to time and memory.
 *
 * <p>What is damaged inside the file is passed over, but a file without a single decodable picture is an error.
 */
public final class VideoFile implements PictureSource {
    private static final int MILLIS_PER_SECOND = 1000;

    private final Path file;
    private final AVFormatContext container;
    private final AVStream stream;
    private final AVCodecContext decoder;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private final PictureReader reader = new PictureReader();
    private final int width;
    private final int height;
    private final long durationMillis;

    private long firstTick = AV_NOPTS_VALUE;
    private long lastMillis;
    private int index;
    private boolean drained;
    private boolean closed;

    private VideoFile(Path file, AVFormatContext container, AVStream stream, AVCodecContext decoder) {
        this.file = file;
        this.container = container;
        this.stream = stream;
        this.decoder = decoder;
        this.width = stream.codecpar().width();
        this.height = stream.codecpar().height();
        long duration = container.duration();
        this.durationMillis = duration < 0 ? -1 : duration / (AV_TIME_BASE / MILLIS_PER_SECOND);
    }

    /**
     * Opens a video file.
     *
     * @throws MediaException if there is no such file, it cannot be read, it is not a video, it has no video stream, or
     *     FFmpeg cannot decode that
     */
    public static VideoFile open(Path file) throws MediaException {
        if (Files.notExists(file)) {
            throw new MediaException("there is no file " + file);
        }
        if (!Files.isRegularFile(file)) {
            throw new MediaException(file + " is not a file");
        }
        if (!Files.isReadable(file)) {
            throw new MediaException(file + " may not be read by this user");
        }
        FfmpegMessage.silenceLog();
        AVFormatContext container = openContainer(file);
        try {
            AVStream stream = firstVideoStream(container, file);
            return new VideoFile(file, container, stream, openDecoder(stream, file));
        } catch (MediaException e) {
            avformat_close_input(container);
            throw e;
        }
    }

    /** Columns of the pictures as the file announces them. */
    public int width() {
        return width;
    }

    /** Rows of the pictures as the file announces them. */
    public int height() {
        return height;
    }

    /** Length in milliseconds as the file announces it or as its bit rate suggests, -1 if neither does. */
    public long durationMillis() {
        return durationMillis;
    }

    @Override
    public synchronized Optional<TimedPicture> next() throws MediaException {
        if (closed) {
            return Optional.empty();
        }
        while (true) {
            int result = avcodec_receive_frame(decoder, frame);
            if (result >= 0) {
                return Optional.of(take());
            }
            if (result == AVERROR_EOF) {
                if (index == 0) {
                    throw new MediaException(file + " holds no picture that can be decoded");
                }
                return Optional.empty();
            }
            // Any other error belongs to one damaged picture.
            feed();
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        reader.close();
        av_frame_free(frame);
        av_packet_free(packet);
        avcodec_free_context(decoder);
        avformat_close_input(container);
    }

    private static AVFormatContext openContainer(Path file) throws MediaException {
        AVFormatContext container = new AVFormatContext(null);
        AVDictionary options = new AVDictionary(null);
        // A playlist must not make a command fetch things from elsewhere.
        av_dict_set(options, "protocol_whitelist", "file", 0);
        int result = avformat_open_input(container, "file:" + file.toAbsolutePath(), null, options);
        av_dict_free(options);
        if (result < 0) {
            throw new MediaException(file + " is not a video that can be read: " + FfmpegMessage.of(result));
        }
        int found = avformat_find_stream_info(container, (AVDictionary) null);
        if (found < 0) {
            avformat_close_input(container);
            throw new MediaException(file + " is not a video that can be read: " + FfmpegMessage.of(found));
        }
        return container;
    }

    private static AVStream firstVideoStream(AVFormatContext container, Path file) throws MediaException {
        for (int i = 0; i < container.nb_streams(); i++) {
            AVStream candidate = container.streams(i);
            int codec = candidate.codecpar().codec_id();
            if (codec == AV_CODEC_ID_ANSI || codec == AV_CODEC_ID_BINTEXT) {
                throw new MediaException(file + " is a text, not a video");
            }
            boolean cover = (candidate.disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0;
            if (candidate.codecpar().codec_type() == AVMEDIA_TYPE_VIDEO && !cover) {
                return candidate;
            }
        }
        throw new MediaException(file + " has no video stream");
    }

    private static AVCodecContext openDecoder(AVStream stream, Path file) throws MediaException {
        AVCodec codec = avcodec_find_decoder(stream.codecpar().codec_id());
        if (Pointer.isNull(codec)) {
            throw new MediaException(file + " uses a video codec that FFmpeg cannot decode here");
        }
        AVCodecContext decoder = avcodec_alloc_context3(codec);
        int result = avcodec_parameters_to_context(decoder, stream.codecpar());
        if (result >= 0) {
            decoder.pkt_timebase(stream.time_base());
            result = avcodec_open2(decoder, codec, (AVDictionary) null);
        }
        if (result < 0) {
            avcodec_free_context(decoder);
            throw new MediaException(file + " has a video stream that cannot be decoded: " + FfmpegMessage.of(result));
        }
        return decoder;
    }

    /** Gives the decoder one more packet of the stream, or tells it that there is none. */
    private void feed() throws MediaException {
        while (!drained) {
            int result = av_read_frame(container, packet);
            if (result == AVERROR_EAGAIN()) {
                continue;
            }
            if (result == AVERROR_EOF) {
                drained = true;
                avcodec_send_packet(decoder, null);
                return;
            }
            if (result < 0) {
                throw new MediaException(
                        file + " cannot be read on after picture " + index + ": " + FfmpegMessage.of(result));
            }
            boolean ours = packet.stream_index() == stream.index();
            if (ours) {
                avcodec_send_packet(decoder, packet);
            }
            av_packet_unref(packet);
            if (ours) {
                return;
            }
        }
    }

    private TimedPicture take() throws MediaException {
        try {
            lastMillis = millis(frame.best_effort_timestamp());
            boolean keyframe = (frame.flags() & AVFrame.AV_FRAME_FLAG_KEY) != 0;
            return new TimedPicture(index, lastMillis, keyframe, reader.read(frame));
        } catch (MediaException e) {
            throw new MediaException(file + ": " + e.getMessage(), e);
        } finally {
            index++;
            av_frame_unref(frame);
        }
    }

    private long millis(long tick) {
        if (tick == AV_NOPTS_VALUE) {
            AVRational rate = stream.avg_frame_rate();
            return index == 0 || rate.num() <= 0
                    ? lastMillis
                    : lastMillis + Math.round((double) MILLIS_PER_SECOND * rate.den() / rate.num());
        }
        AVRational base = stream.time_base();
        if (firstTick == AV_NOPTS_VALUE) {
            // The first picture that knows its time follows those that did not.
            firstTick = tick;
        }
        return Math.round((double) (tick - firstTick) * MILLIS_PER_SECOND * base.num() / base.den());
    }
}
