using RagCluster.Corpus.Metadata;

namespace RagCluster.Corpus.Chunks;

/// <summary>
/// A chunk that a leg of a shard's search found. Its id and its scores are there at once, and they decide of most hits that nobody sees
/// them; a text is read from the shard's snapshot when somebody asks for it (<see cref="IHitContent"/>). On its way to another silo
/// everything is read.
/// </summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ShardHit")]
public sealed class ShardHit
{
    [NonSerialized]
    private IHitContent? _content;

    /// <summary>A hit whose content is read when it is asked for.</summary>
    /// <param name="content">The content; both legs' hits of a chunk may share it.</param>
    /// <param name="scores">Its scores.</param>
    public ShardHit(IHitContent content, LegScores scores)
    {
        _content = content;
        Scores = scores;
    }

    /// <summary>A hit whose content is read already.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="title">Its document's title.</param>
    /// <param name="uri">Its document's URI or name.</param>
    /// <param name="metadata">Its document's metadata.</param>
    /// <param name="scores">Its scores.</param>
    public ShardHit(Chunk chunk, string title, string uri, Dictionary<string, MetadataValue> metadata, LegScores scores)
        : this(
            new ReadHitContent
            {
                Chunk = chunk,
                Title = title,
                Uri = uri,
                Metadata = metadata,
            },
            scores
        ) { }

    /// <summary>The chunk's id.</summary>
    public ChunkId Id => _content!.Id;

    /// <summary>The chunk.</summary>
    [Id(0)]
    public Chunk Chunk
    {
        get => _content!.Chunk;
        internal set => Received.Chunk = value;
    }

    /// <summary>Its document's title.</summary>
    [Id(1)]
    public string Title
    {
        get => _content!.Title;
        internal set => Received.Title = value;
    }

    /// <summary>Its document's URI or name.</summary>
    [Id(2)]
    public string Uri
    {
        get => _content!.Uri;
        internal set => Received.Uri = value;
    }

    /// <summary>Its document's metadata; shared with other hits, not to be changed.</summary>
    [Id(3)]
    public Dictionary<string, MetadataValue> Metadata
    {
        get => _content!.Metadata;
        internal set => Received.Metadata = value;
    }

    /// <summary>Its score in both legs, whichever leg found it, so that fusion never has to guess.</summary>
    [Id(4)]
    public LegScores Scores { get; internal set; }

    // The serializer makes a hit without its constructor and sets what it reads.
    private ReadHitContent Received => (ReadHitContent)(_content ??= new ReadHitContent());
}
