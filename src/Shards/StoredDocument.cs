using RagCluster.Corpus.Documents;
using RagCluster.Shards.Segments;

namespace RagCluster.Shards;

/// <summary>The document of found rows: its id at once, the rest when it is first asked for.</summary>
internal sealed class StoredDocument
{
    private readonly Segment _segment;
    private readonly int _place;
    private SegmentDocument? _read;

    /// <summary>Reads the id alone.</summary>
    /// <exception cref="ShardDamagedException">A block that the document lies in is not what was written.</exception>
    internal StoredDocument(Segment segment, int place)
    {
        _segment = segment;
        _place = place;
        Id = segment.Documents.Id(place);
    }

    internal DocumentId Id { get; }

    internal SegmentDocument Read() => _read ??= ReadStored();

    private SegmentDocument ReadStored() => SegmentReading.Quote(_segment, () => _segment.Documents.Read(_place));
}
