using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Logs;
using RagCluster.Shards.Bytes;

namespace RagCluster.Storage.Logs;

/// <summary>
/// The bytes of a log record, described in this project's README. The first byte is the format's version, the last four are a
/// CRC-32C of all before (Castagnoli et al. 1993), so that a flipped bit is found and never searched.
/// </summary>
public static class ShardLogRecordCodec
{
    private const byte Version = 1;

    // Each chunk is followed by its structure.
    private const byte VersionWithStructure = 2;

    // The lines that it comes from follow the structure.
    private const byte VersionWithLines = 3;

    // Its links follow the lines, and blocks may be definitions.
    private const byte VersionWithLinks = 4;

    /// <summary>Writes a record. Its sequence is not part of the bytes: the store keeps it beside them.</summary>
    /// <param name="record">The record.</param>
    /// <exception cref="ArgumentException">A chunk belongs to another document or version.</exception>
    public static byte[] Encode(ShardLogRecord record)
    {
        // What needs no later version is written as the builds before wrote it, so that all of them read it.
        byte version =
            Array.Exists(record.Chunks, chunk => HasLinksOrDefinitions(chunk.Chunk)) ? VersionWithLinks
            : Array.Exists(record.Chunks, chunk => chunk.Chunk.Lines.Length > 0) ? VersionWithLines
            : Array.Exists(record.Chunks, chunk => ChunkStructureCodec.HasStructure(chunk.Chunk)) ? VersionWithStructure
            : Version;
        CompactWriter writer = new();
        writer.WriteByte(version);
        writer.WriteText(record.Document.Value);
        writer.WriteNumber(record.Generation);
        writer.WriteText(record.Title);
        writer.WriteText(record.Uri);
        writer.WriteText(record.ModelRevision);
        MetadataCodec.Write(writer, record.Metadata);
        writer.WriteNumber(record.Chunks.Length);
        foreach (EmbeddedChunk chunk in record.Chunks)
        {
            if (chunk.Chunk.Id.Document != record.Document || chunk.Chunk.Id.Generation != record.Generation)
            {
                throw new ArgumentException(
                    $"The chunk {chunk.Chunk.Id} does not belong to {record.Document}, version {record.Generation}.",
                    nameof(record)
                );
            }

            ChunkCodec.Write(writer, chunk.Chunk);
            if (version >= VersionWithStructure)
                ChunkStructureCodec.Write(writer, chunk.Chunk);
            if (version >= VersionWithLines)
                ChunkStructureCodec.WriteLines(writer, chunk.Chunk);
            if (version >= VersionWithLinks)
                ChunkStructureCodec.WriteLinks(writer, chunk.Chunk);
            writer.WriteVector(chunk.Vector);
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
        if (version is < Version or > VersionWithLinks)
        {
            throw new InvalidDataException(
                FormattableString.Invariant($"The log record has format {version}; this build reads {Version} to {VersionWithLinks}.")
            );
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
            Metadata = MetadataCodec.Read(ref reader),
            Chunks = ReadChunks(ref reader, document, generation, version),
        };
        reader.RequireEnd();
        return record;
    }

    private static bool HasLinksOrDefinitions(Chunk chunk) =>
        chunk.Links.Length > 0 || Array.Exists(chunk.Blocks, block => block.Kind == ChunkBlockKind.Definition);

    private static EmbeddedChunk[] ReadChunks(ref CompactReader reader, DocumentId document, long generation, byte version)
    {
        EmbeddedChunk[] chunks = new EmbeddedChunk[reader.ReadCount()];
        for (int i = 0; i < chunks.Length; i++)
        {
            Chunk chunk = ChunkCodec.Read(ref reader, document, generation);
            if (version >= VersionWithStructure)
                chunk = ChunkStructureCodec.Read(ref reader, chunk);
            if (version >= VersionWithLines)
                chunk = ChunkStructureCodec.ReadLines(ref reader, chunk);
            if (version >= VersionWithLinks)
                chunk = ChunkStructureCodec.ReadLinks(ref reader, chunk);
            chunks[i] = new EmbeddedChunk(chunk, reader.ReadVector());
        }

        return chunks;
    }
}
