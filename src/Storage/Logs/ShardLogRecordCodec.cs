using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Logs;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Storage.Logs;

/// <summary>
/// The bytes of a log record, described in this project's README. The first byte is the format's version, the last four are a
/// CRC-32C of all before (Castagnoli et al. 1993), so that a flipped bit is found and never searched.
/// </summary>
public static class ShardLogRecordCodec
{
    private const byte Version = 1;

    /// <summary>Writes a record. Its sequence is not part of the bytes: the store keeps it beside them.</summary>
    /// <param name="record">The record.</param>
    /// <exception cref="ArgumentException">A chunk belongs to another document or version.</exception>
    public static byte[] Encode(ShardLogRecord record)
    {
        CompactWriter writer = new();
        writer.WriteByte(Version);
        writer.WriteText(record.Document.Value);
        writer.WriteNumber(record.Generation);
        writer.WriteText(record.Title);
        writer.WriteText(record.Uri);
        writer.WriteText(record.ModelRevision);
        writer.WriteNumber(record.Metadata.Count);
        foreach ((string key, MetadataValue value) in record.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WriteText(key);
            WriteValue(writer, value);
        }

        writer.WriteNumber(record.Chunks.Length);
        foreach (EmbeddedChunk chunk in record.Chunks)
        {
            if (chunk.Chunk.Id.Document != record.Document || chunk.Chunk.Id.Generation != record.Generation)
            {
                throw new ArgumentException($"The chunk {chunk.Chunk.Id} does not belong to {record.Document}, version {record.Generation}.", nameof(record));
            }

            WriteChunk(writer, chunk);
        }

        return writer.Seal();
    }

    /// <summary>Reads what <see cref="Encode"/> wrote; the sequence is 0.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="InvalidDataException">The bytes are damaged, or of a version that this build does not know.</exception>
    public static ShardLogRecord Decode(ReadOnlySpan<byte> bytes)
    {
        CompactReader reader = CompactReader.Open(bytes);
        byte version = reader.ReadByte();
        if (version != Version)
        {
            throw new InvalidDataException(FormattableString.Invariant($"The log record has format {version}; this build reads {Version}."));
        }

        DocumentId document = new(reader.ReadText());
        long generation = reader.ReadNumber();
        ShardLogRecord record = new()
        {
            Document = document,
            Generation = generation,
            Title = reader.ReadText(),
            Uri = reader.ReadText(),
            ModelRevision = reader.ReadText(),
            Metadata = ReadMetadata(ref reader),
            Chunks = ReadChunks(ref reader, document, generation),
        };
        reader.RequireEnd();
        return record;
    }

    private static void WriteValue(CompactWriter writer, MetadataValue value)
    {
        if (value.Text is { } text)
        {
            writer.WriteByte(0);
            writer.WriteText(text);
        }
        else if (value.Number is { } number)
        {
            writer.WriteByte(1);
            writer.WriteDouble(number);
        }
        else
        {
            writer.WriteByte(value.Flag == true ? (byte)3 : (byte)2);
        }
    }

    private static void WriteChunk(CompactWriter writer, EmbeddedChunk embedded)
    {
        Chunk chunk = embedded.Chunk;
        writer.WriteNumber(chunk.Id.Ordinal);
        writer.WriteNumber(chunk.Start);
        writer.WriteNumber(chunk.End);
        writer.WriteText(chunk.Text);
        writer.WriteNumber(chunk.HeadingPath.Length);
        foreach (string heading in chunk.HeadingPath)
        {
            writer.WriteText(heading);
        }

        writer.WriteNumber(chunk.PageFirst is { } first ? first + 1L : 0);
        writer.WriteNumber(chunk.PageLast is { } last ? last + 1L : 0);
        writer.WriteNumber(chunk.PageBreaks.Length);
        foreach (int pageBreak in chunk.PageBreaks)
        {
            writer.WriteNumber(pageBreak);
        }

        writer.WriteNumber(chunk.TokenCount);
        writer.WriteVector(embedded.Vector);
    }

    private static Dictionary<string, MetadataValue> ReadMetadata(ref CompactReader reader)
    {
        int count = reader.ReadCount();
        Dictionary<string, MetadataValue> metadata = new(count, StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            string key = reader.ReadText();
            metadata[key] = reader.ReadByte() switch
            {
                0 => MetadataValue.Of(reader.ReadText()),
                1 => MetadataValue.Of(reader.ReadDouble()),
                2 => MetadataValue.Of(false),
                3 => MetadataValue.Of(true),
                byte kind => throw new InvalidDataException(FormattableString.Invariant($"Metadata of kind {kind}.")),
            };
        }

        return metadata;
    }

    private static EmbeddedChunk[] ReadChunks(ref CompactReader reader, DocumentId document, long generation)
    {
        EmbeddedChunk[] chunks = new EmbeddedChunk[reader.ReadCount()];
        for (int i = 0; i < chunks.Length; i++)
        {
            int ordinal = reader.ReadInt();
            int start = reader.ReadInt();
            int end = reader.ReadInt();
            string text = reader.ReadText();
            string[] headings = new string[reader.ReadCount()];
            for (int h = 0; h < headings.Length; h++)
            {
                headings[h] = reader.ReadText();
            }

            int? first = ReadPage(ref reader);
            int? last = ReadPage(ref reader);
            int[] pageBreaks = ReadPageBreaks(ref reader);
            int tokens = reader.ReadInt();
            Chunk chunk = new(new ChunkId(document, generation, ordinal), start, end, text, headings, first, last, tokens) { PageBreaks = pageBreaks };
            chunks[i] = new EmbeddedChunk(chunk, reader.ReadVector());
        }

        return chunks;
    }

    private static int[] ReadPageBreaks(ref CompactReader reader)
    {
        int[] pageBreaks = new int[reader.ReadCount()];
        for (int i = 0; i < pageBreaks.Length; i++)
        {
            pageBreaks[i] = reader.ReadInt();
        }

        return pageBreaks;
    }

    private static int? ReadPage(ref CompactReader reader)
    {
        long page = reader.ReadNumber();
        return page == 0 ? null : checked((int)(page - 1));
    }
}
