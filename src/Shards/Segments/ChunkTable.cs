using System.Buffers.Binary;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Shards.Bytes;
using RagCluster.Shards.Files;

namespace RagCluster.Shards.Segments;

/// <summary>The chunks of a segment, one a row, read from its bytes one at a time.</summary>
internal sealed class ChunkTable(ISectionSource source)
{
    private readonly Section _documents = source.Section(SectionNames.ChunkDocuments);
    private readonly BlobTable _blobs = new(source.Section(SectionNames.ChunkOffsets), source.Section(SectionNames.Chunks));

    /// <summary>Chunks held.</summary>
    internal int Count => _blobs.Count;

    /// <summary>Bytes of texts and headings.</summary>
    internal int LengthBytes => _blobs.LengthBytes;

    /// <summary>The stored bytes of a chunk.</summary>
    internal ReadOnlySpan<byte> Blob(int row) => _blobs[row];

    /// <summary>The place of a chunk's document.</summary>
    internal int Document(int row) => BinaryPrimitives.ReadInt32LittleEndian(_documents.SliceAnew(row * sizeof(int), sizeof(int)));

    /// <summary>The chunk at a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="document">Its document's id.</param>
    internal Chunk Read(int row, DocumentId document)
    {
        CompactReader reader = CompactReader.Over(_blobs[row]);
        long generation = reader.ReadNumber();
        Chunk chunk = ChunkCodec.Read(ref reader, document, generation);
        // What was not known of a chunk when it was written, or is not there, does not follow it.
        if (!reader.IsAtEnd)
            chunk = ChunkStructureCodec.Read(ref reader, chunk);
        if (!reader.IsAtEnd)
            chunk = ChunkStructureCodec.ReadLines(ref reader, chunk);
        return reader.IsAtEnd ? chunk : ChunkStructureCodec.ReadLinks(ref reader, chunk);
    }

    /// <summary>The version and the ordinal of the chunk at a row.</summary>
    internal (long Generation, int Ordinal) Version(int row)
    {
        CompactReader reader = CompactReader.Over(_blobs[row]);
        return (reader.ReadNumber(), reader.ReadInt());
    }

    /// <summary>Writes a chunk's stored bytes.</summary>
    internal static void Write(CompactWriter writer, Chunk chunk)
    {
        writer.WriteNumber(chunk.Id.Generation);
        ChunkCodec.Write(writer, chunk);
        bool hasLinks = chunk.Links.Length > 0;
        bool hasLines = hasLinks || chunk.Lines.Length > 0;
        if (hasLines || ChunkStructureCodec.HasStructure(chunk))
            ChunkStructureCodec.Write(writer, chunk);
        if (hasLines)
            ChunkStructureCodec.WriteLines(writer, chunk);
        if (hasLinks)
            ChunkStructureCodec.WriteLinks(writer, chunk);
    }
}
