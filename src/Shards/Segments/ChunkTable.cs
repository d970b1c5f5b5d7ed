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
    internal int Document(int row) => _documents.Int32At(row);

    /// <summary>The chunk at a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="document">Its document's id.</param>
    internal Chunk Read(int row, DocumentId document)
    {
        CompactReader reader = CompactReader.Over(_blobs[row]);
        long generation = reader.ReadNumber();
        Chunk chunk = ChunkCodec.Read(ref reader, document, generation);
        // Nothing follows a chunk whose structure was not known when it was written, nor a structure whose lines were not.
        if (!reader.IsAtEnd)
            chunk = ChunkStructureCodec.Read(ref reader, chunk);
        return reader.IsAtEnd ? chunk : ChunkStructureCodec.ReadLines(ref reader, chunk);
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
        if (ChunkStructureCodec.HasStructure(chunk) || chunk.Lines.Length > 0)
            ChunkStructureCodec.Write(writer, chunk);
        if (chunk.Lines.Length > 0)
            ChunkStructureCodec.WriteLines(writer, chunk);
    }
}
