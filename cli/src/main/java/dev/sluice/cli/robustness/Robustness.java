package dev.sluice.cli.robustness;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.reference.NamedVideo;
import dev.sluice.media.MediaException;
import dev.sluice.media.TimedPicture;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Measures a matrix and writes it down. */
public final class Robustness {
    private final Path folder;
    private final PrintWriter out;
    private final PrintWriter progress;

    /**
     * @param folder for the reports; made if it is missing
     * @param out for the table
     * @param progress where to say what is being done
     */
    public Robustness(Path folder, PrintWriter out, PrintWriter progress) {
        this.folder = folder;
        this.out = out;
        this.progress = progress;
    }

    /**
     * Measures, writes the reports and prints the table.
     *
     * @return whether no unrelated video had a sequence match
     */
    public boolean run(List<NamedVideo> references, List<NamedVideo> unrelated, Matrix.Settings settings)
            throws MediaException, CommandException {
        try {
            Files.createDirectories(folder);
            List<Row> rows = new Matrix(settings, listener(new ExamplePictures(folder))).measure(references, unrelated);
            Findings findings = new Findings(rows, settings);
            Files.writeString(folder.resolve("matrix.csv"), CsvReport.of(rows));
            Files.writeString(folder.resolve("matrix.md"), MarkdownReport.of(findings));
            Files.writeString(folder.resolve("matrix.html"), HtmlReport.of(findings));
            out.print(TextReport.of(findings));
            out.flush();
            return findings.clean();
        } catch (IOException e) {
            throw new CommandException("cannot write to " + folder + ": " + e.getMessage(), e);
        }
    }

    private MatrixListener listener(ExamplePictures pictures) {
        return new MatrixListener() {
            @Override
            public void progress(String what) {
                progress.println(what);
            }

            @Override
            public void example(Edit edit, TimedPicture picture) throws MediaException, IOException {
                pictures.add(edit, picture);
            }
        };
    }
}
