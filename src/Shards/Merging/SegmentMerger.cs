using System.Runtime.InteropServices;
using RagCluster.Lexical.Postings;
using RagCluster.Shards.Files;
using RagCluster.Shards.Segments;
using RagCluster.Vectors.Indexes;

namespace RagCluster.Shards.Merging;

/// <summary>
/// Writes the live rows of segments as one segment. Texts and vectors are copied as bytes; nothing is analysed or scaled again.
/// </summary>
internal sealed class SegmentMerger
{
    // The other half of the processors is the searches'.
    private static readonly int BuildThreads = Math.Max(1, Environment.ProcessorCount / 2);

    private readonly IReadOnlyList<LiveSegment> _segments;
    private readonly ISectionSink _sink;
    private readonly VectorShape _shape;
    private readonly CancellationToken _cancellationToken;
    private readonly MergedRows _merged;

    private SegmentMerger(IReadOnlyList<LiveSegment> segments, VectorShape shape, ISectionSink sink, CancellationToken cancellationToken)
    {
        _segments = segments;
        _shape = shape;
        _sink = sink;
        _cancellationToken = cancellationToken;
        _merged = MergedRows.Place(segments);
    }

    /// <summary>Writes the merged segment.</summary>
    /// <param name="segments">The segments, with at least one live row.</param>
    /// <param name="shape">The vectors, and from how many rows on a graph is built over them.</param>
    /// <param name="sink">Takes the sections.</param>
    /// <param name="cancellationToken">Observed between documents; what was written is then worth nothing.</param>
    internal static void Merge(
        IReadOnlyList<LiveSegment> segments,
        VectorShape shape,
        ISectionSink sink,
        CancellationToken cancellationToken
    )
    {
        new SegmentMerger(segments, shape, sink, cancellationToken).Run();
        // The spans that were copied from lie in mappings that the segments keep.
        GC.KeepAlive(segments);
    }

    private void Run()
    {
        new SegmentCounts(
            _merged.Rows.Count,
            _merged.Documents.Count,
            _shape.Dimensions,
            _segments.Sum(live => live.Counts.TotalLength)
        ).Write(_sink);
        CopyDocuments();
        CopyChunks();
        ValueColumnsWriter.Write(
            _sink,
            [.. _merged.Documents.Select(place => _segments[place.Source].Segment.Documents.Read(place.Document).Metadata)]
        );
        if (_shape.Dimensions > 0)
        {
            CopyVectors();
            ulong[] present = WriteVectorRows();
            if (_merged.Rows.Count >= _shape.GraphRowsMin)
                WriteGraph(present);
        }

        MergeSource[] terms = [.. _segments.Select((live, i) => new MergeSource(live.Segment.Terms, _merged.NewRows[i]))];
        LexicalSegmentMerger.Merge(terms, _merged.Rows.Count).WriteTo(_sink.Begin(SectionNames.Terms));
    }

    private void CopyDocuments()
    {
        BlobTableWriter documents = new(_sink, SectionNames.Documents, SectionNames.DocumentOffsets);
        int[] rows = new int[_merged.Documents.Count + 1];
        int next = 0;
        foreach ((int source, int document) in _merged.Documents)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            DocumentTable table = _segments[source].Segment.Documents;
            documents.Append(table.Blob(document));
            rows[next + 1] = rows[next] + table.EndRow(document) - table.FirstRow(document);
            next++;
        }

        documents.Finish();
        BlobTableWriter.Write(_sink.Begin(SectionNames.DocumentRows), rows);
    }

    private void CopyChunks()
    {
        BlobTableWriter chunks = new(_sink, SectionNames.Chunks, SectionNames.ChunkOffsets);
        foreach ((int source, int row) in _merged.Rows)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            chunks.Append(_segments[source].Segment.Chunks.Blob(row));
        }

        chunks.Finish();
        int[] documents = new int[_merged.Rows.Count];
        int next = 0;
        for (int i = 0; i < _merged.Documents.Count; i++)
        {
            (int source, int document) = _merged.Documents[i];
            DocumentTable table = _segments[source].Segment.Documents;
            int count = table.EndRow(document) - table.FirstRow(document);
            documents.AsSpan(next, count).Fill(i);
            next += count;
        }

        BlobTableWriter.Write(_sink.Begin(SectionNames.ChunkDocuments), documents);
    }

    private void CopyVectors()
    {
        int rowBytes = _shape.Dimensions * sizeof(float);
        Stream rows = _sink.Begin(SectionNames.Vectors, checked(_merged.Rows.Count * rowBytes));
        foreach ((int source, int row) in _merged.Rows)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            rows.Write(_segments[source].Segment.Source.Section(SectionNames.Vectors).Slice(row * rowBytes, rowBytes));
        }
    }

    private void WriteGraph(ulong[] present)
    {
        MergedVectors rows = new([.. _segments.Select(live => live.Segment.Vectors!)], _merged.Rows, _shape.Dimensions);
        VectorIndexOptions options = new() { Threads = BuildThreads, Bits = _shape.HasBits ? VectorBits.Always : VectorBits.WherePaying };
        VectorIndex graph = VectorIndexBuilder.Build(rows, present, options, _cancellationToken);
        _sink.Begin(SectionNames.VectorGraph).Write(graph.Section.Span);
    }

    // Empty when every row has a vector.
    private ulong[] WriteVectorRows()
    {
        if (_segments.All(live => live.Segment.RowsWithVector.Length == 0))
            return [];
        ulong[] present = RowBitmap.None(_merged.Rows.Count);
        for (int i = 0; i < _merged.Rows.Count; i++)
        {
            (int source, int row) = _merged.Rows[i];
            if (RowBitmap.Contains(_segments[source].Segment.RowsWithVector, row))
                RowBitmap.Set(present, i, i + 1);
        }

        if (RowBitmap.Count(present) == _merged.Rows.Count)
            return [];
        _sink.Begin(SectionNames.VectorRows).Write(MemoryMarshal.AsBytes<ulong>(present));
        return present;
    }
}
