package dev.nightjar.source.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Files of parquet-java's record writer, which knows every type, page and codec. */
final class GroupFile {

    private final MessageType schema;
    private CompressionCodecName codec = CompressionCodecName.UNCOMPRESSED;
    private WriterVersion version = WriterVersion.PARQUET_1_0;
    private boolean hasDictionary = true;
    private UnaryOperator<ExampleParquetWriter.Builder> more = builder -> builder;

    GroupFile(String fields) {
        this.schema = MessageTypeParser.parseMessageType("message shop { " + fields + "; }");
    }

    GroupFile pages(CompressionCodecName name, WriterVersion pageVersion, boolean isDictionary) {
        codec = name;
        version = pageVersion;
        hasDictionary = isDictionary;
        return this;
    }

    GroupFile encrypted() {
        more = builder -> builder.withEncryption(FileEncryptionProperties.builder(
                        "0123456789012345".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .build());
        return this;
    }

    /** What fills row {@code i}. */
    interface Filler {
        void fill(Group group, int i);
    }

    java.nio.file.Path write(java.nio.file.Path file, int rows, Filler filler) {
        SimpleGroupFactory groups = new SimpleGroupFactory(schema);
        ExampleParquetWriter.Builder builder = more.apply(ExampleParquetWriter.builder(new Path(file.toUri())))
                .withType(schema)
                .withCompressionCodec(codec)
                .withWriterVersion(version)
                .withDictionaryEncoding(hasDictionary)
                .withPageSize(2000);
        try {
            java.nio.file.Files.createDirectories(file.getParent());
            try (ParquetWriter<Group> writer = builder.build()) {
                for (int i = 0; i < rows; i++) {
                    Group group = groups.newGroup();
                    filler.fill(group, i);
                    writer.write(group);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
