using System.Runtime.InteropServices;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Lexical.Postings;
using RagCluster.Shards.Files;
using RagCluster.Vectors.Distances;
using RagCluster.Vectors.Flat;
using RagCluster.Vectors.Indexes;

namespace RagCluster.Shards.Segments;

/// <summary>
/// An immutable part of a shard, read from its sections: nothing is held as objects, and what no query asks for is never read. Invariant:
/// documents stand in the order of their ids, so row order is chunk id order, and a library that breaks ties by row breaks them by chunk
/// id.
/// </summary>
internal sealed class Segment
{
    private readonly Lazy<LexicalSegment> _terms;

    // Fewer rows are compared by their floats in the time that their codes would take.
    private const int CodedRowsMin = 64;

    private readonly Lazy<VectorIndex?> _graph;
    private readonly Lazy<CodedRows?> _codes;
    private readonly Lazy<ulong[]> _rowsWithVector;

    internal Segment(ISectionSource source)
    {
        Source = source;
        Counts = SegmentCounts.Read(source);
        Documents = new DocumentTable(source);
        Chunks = new ChunkTable(source);
        Values = new ValueColumns(source);
        _terms = new(() => LexicalSegment.Open(source.Section(SectionNames.Terms).Whole()));
        Vectors = Counts.Dimensions == 0 ? null : new StoredVectors(source.Section(SectionNames.Vectors), Counts.Dimensions);
        _graph = new(OpenGraph);
        _codes = new(() => Vectors is null || RowCount < CodedRowsMin || Graph is not null ? null : new CodedRows(Vectors, Metric.Cosine));
        _rowsWithVector = new(OpenRowsWithVector);
    }

    /// <summary>Where the bytes are.</summary>
    internal ISectionSource Source { get; }

    /// <summary>The segment's file; null while it is in memory only.</summary>
    internal SegmentFile? File => Source as SegmentFile;

    internal SegmentCounts Counts { get; }

    internal int RowCount => Counts.Rows;

    internal DocumentTable Documents { get; }

    internal ChunkTable Chunks { get; }

    internal ValueColumns Values { get; }

    internal LexicalSegment Terms => _terms.Value;

    /// <summary>The vectors of all rows; null in a shard without vectors.</summary>
    internal StoredVectors? Vectors { get; }

    /// <summary>The graph over the vectors; null in a segment too small for one.</summary>
    internal VectorIndex? Graph => _graph.Value;

    /// <summary>
    /// Int8 codes of the vectors, made by the first search; null in a segment with a graph, and in one with so few rows that they gain
    /// nothing.
    /// </summary>
    internal CodedRows? Codes => _codes.Value;

    /// <summary>The rows that have a vector; empty when all have.</summary>
    internal ulong[] RowsWithVector => _rowsWithVector.Value;

    /// <summary>Bytes on disk, or in memory where it is not on disk.</summary>
    internal long SizeBytes => Source.LengthBytes;

    /// <summary>The id of the chunk at a row.</summary>
    internal ChunkId ChunkIdAt(int row)
    {
        (long generation, int ordinal) = Chunks.Version(row);
        return new ChunkId(Documents.Id(Chunks.Document(row)), generation, ordinal);
    }

    /// <summary>The chunks of a document in their order.</summary>
    internal IEnumerable<Chunk> ChunksOf(int document)
    {
        DocumentId id = Documents.Id(document);
        int end = Documents.EndRow(document);
        for (int row = Documents.FirstRow(document); row < end; row++)
            yield return Chunks.Read(row, id);
    }

    private VectorIndex? OpenGraph()
    {
        Section graph = Source.Section(SectionNames.VectorGraph);
        return graph.Length == 0 || Vectors is null ? null : VectorIndex.Open(graph.Whole(), Vectors);
    }

    private ulong[] OpenRowsWithVector() => MemoryMarshal.Cast<byte, ulong>(Source.Section(SectionNames.VectorRows).Whole().Span).ToArray();
}
