package dev.nightjar.source.lake;

import dev.nightjar.customer.DataContractException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.HadoopParquetConfiguration;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Opens one foreign file: its footer, then row groups. What it throws names the file and says what to do. */
final class LakeReader {

    private final LakeFileSystem files;
    private final LakeFile file;
    private final ParquetMetadata footer;

    private LakeReader(LakeFileSystem files, LakeFile file, ParquetMetadata footer) {
        this.files = files;
        this.file = file;
        this.footer = footer;
    }

    /** What is done with the pages of a row group. */
    @FunctionalInterface
    interface PageWork {

        void accept(PageReadStore pages) throws IOException;
    }

    /**
     * Reads the footer.
     *
     * @throws DataContractException if the file has changed, is gone, encrypted, cut off or no Parquet
     * @throws LakeFileSystem.UnreachableException if its file system fails
     */
    static LakeReader open(LakeFileSystem files, LakeFile file) throws IOException {
        files.requireUnchanged(file);
        try (SeekableInputStream in = files.input(file).newStream()) {
            ParquetMetadata footer = ParquetFileReader.readFooter(files.input(file), options(files), in);
            LakeReader reader = new LakeReader(files, file, footer);
            if (footer.getFileMetaData().getEncryptionType() != FileMetaData.EncryptionType.UNENCRYPTED) {
                throw new DataContractException(encrypted(file));
            }
            return reader;
        } catch (DataContractException e) {
            throw e;
        } catch (EOFException | RuntimeException e) {
            throw failure(file, e);
        }
    }

    MessageType schema() {
        return footer.getFileMetaData().getSchema();
    }

    List<BlockMetaData> rowGroups() {
        return footer.getBlocks();
    }

    /** Reads the pages of these columns of a row group; throws what {@link #open} does. */
    void read(int rowGroup, Set<ColumnDescriptor> columns, PageWork work) throws IOException {
        ParquetMetadata one = new ParquetMetadata(
                footer.getFileMetaData(), List.of(rowGroups().get(rowGroup)));
        try (ParquetFileReader reader = new ParquetFileReader(
                files.input(file), one, options(files), files.input(file).newStream())) {
            reader.setRequestedSchema(projection(columns));
            try (PageReadStore pages = reader.readRowGroup(0)) {
                work.accept(pages);
            }
        } catch (DataContractException | UncheckedIOException e) {
            // the latter is no failure of this file but of what is made of its rows
            throw e;
        } catch (IOException | RuntimeException | UnsatisfiedLinkError | NoClassDefFoundError e) {
            files.requireUnchanged(file);
            throw failure(file, e);
        }
    }

    /** The schema of nothing but these columns; Parquet finds their chunks by it. */
    private MessageType projection(Set<ColumnDescriptor> columns) {
        MessageType whole = schema();
        MessageType projected = new MessageType(whole.getName());
        for (ColumnDescriptor column : columns) {
            projected = projected.union(new MessageType(whole.getName(), field(whole, column.getPath(), 0)), false);
        }
        return projected;
    }

    private static Type field(org.apache.parquet.schema.GroupType group, String[] path, int depth) {
        Type type = group.getType(path[depth]);
        return type.isPrimitive() ? type : type.asGroupType().withNewFields(field(type.asGroupType(), path, depth + 1));
    }

    private static DataContractException failure(LakeFile file, Throwable cause)
            throws LakeFileSystem.UnreachableException {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof LakeFileSystem.UnreachableException unreachable) {
                throw unreachable;
            }
            if (each instanceof ParquetCryptoRuntimeException) {
                return new DataContractException(encrypted(file), cause);
            }
        }
        return new DataContractException(
                "[" + file.path() + "] cannot be read: expected a whole Parquet file in a codec that is known, was "
                        + file.length() + " bytes that are cut off, damaged or of another kind (" + rootMessage(cause)
                        + "). Nothing of it was kept; write the file again, or leave it out with a glob.",
                cause);
    }

    private static String encrypted(LakeFile file) {
        return "[" + file.path() + "] encrypted: expected a file that can be read without a key, was one with Parquet's"
                + " encryption. Nothing of it was kept; write it without encryption to where only the night can"
                + " read it.";
    }

    private static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.toString() : root.getMessage();
        return message.strip().lines().findFirst().orElse("");
    }

    private static ParquetReadOptions options(LakeFileSystem files) {
        return ParquetReadOptions.builder(new HadoopParquetConfiguration(files.settings()))
                .withCodecFactory(new CodecFactory(files.settings(), 0))
                .usePageChecksumVerification(true)
                .withUseHadoopVectoredIo(false)
                .build();
    }
}
