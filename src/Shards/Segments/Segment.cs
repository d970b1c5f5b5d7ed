using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Lexical.Postings;
using RagCluster.Vectors.Flat;

namespace RagCluster.Shards.Segments;

/// <summary>
/// An immutable part of a shard. Invariant: documents stand in the order of their ids, so row order is chunk id order, and a library that
/// breaks ties by row breaks them by chunk id.
/// </summary>
internal sealed class Segment
{
    private readonly SegmentDocument[] _documents;
    private readonly int[] _documentOfRow;

    internal Segment(SegmentDocument[] documents, LexicalSegment terms, FlatRows? vectors, ulong[] rowsWithVector)
    {
        _documents = documents;
        Terms = terms;
        Vectors = vectors;
        RowsWithVector = rowsWithVector;
        _documentOfRow = new int[terms.RowCount];
        for (int i = 0; i < documents.Length; i++)
            _documentOfRow.AsSpan(documents[i].FirstRow, documents[i].Chunks.Length).Fill(i);
    }

    internal ReadOnlySpan<SegmentDocument> Documents => _documents;

    internal int RowCount => _documentOfRow.Length;

    internal LexicalSegment Terms { get; }

    /// <summary>The vectors of all rows; null in a shard without vectors.</summary>
    internal FlatRows? Vectors { get; }

    /// <summary>The rows that have a vector; empty when all have.</summary>
    internal ulong[] RowsWithVector { get; }

    internal SegmentDocument DocumentAt(int row) => _documents[_documentOfRow[row]];

    internal Chunk ChunkAt(int row)
    {
        SegmentDocument document = DocumentAt(row);
        return document.Chunks[row - document.FirstRow];
    }

    internal SegmentDocument? Find(DocumentId id)
    {
        int low = 0;
        int high = _documents.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = string.CompareOrdinal(_documents[middle].Id.Value, id.Value);
            if (order == 0)
                return _documents[middle];
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return null;
    }
}
