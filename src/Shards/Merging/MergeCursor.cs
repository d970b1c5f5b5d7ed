using RagCluster.Shards.Segments;

namespace RagCluster.Shards.Merging;

/// <summary>Goes through the live documents of a segment.</summary>
internal sealed class MergeCursor
{
    private readonly LiveSegment _live;
    private byte[] _id = [];

    internal MergeCursor(LiveSegment live, int source)
    {
        _live = live;
        Source = source;
        Document = -1;
        Next();
    }

    /// <summary>The segment's place among those that are merged.</summary>
    internal int Source { get; }

    /// <summary>The document's place in the segment.</summary>
    internal int Document { get; private set; }

    /// <summary>Whether the last document lies behind.</summary>
    internal bool IsAtEnd => Document == _live.Segment.Documents.Count;

    /// <summary>The document's id in UTF-8.</summary>
    internal ReadOnlySpan<byte> Id => _id;

    /// <summary>Goes to the next live document.</summary>
    internal void Next()
    {
        do
        {
            Document++;
        } while (!IsAtEnd && !_live.IsLive(Document));
        if (!IsAtEnd)
            _id = _live.Segment.Documents.IdBytes(Document).ToArray();
    }
}
