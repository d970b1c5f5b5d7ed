using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Grains.Tests.Fakes;

/// <summary>What a hit shows, and whether somebody asked for it.</summary>
/// <param name="document">The hit's document.</param>
/// <param name="text">The text of its only chunk.</param>
internal sealed class CountedContent(string document, string text) : IHitContent
{
    public ChunkId Id { get; } = new(new DocumentId(document), 1, 0);

    public Chunk Chunk
    {
        get
        {
            IsRead = true;
            return new Chunk(Id, 0, text.Length, text, [], null, null, 1);
        }
    }

    public string Title => "";

    public string Uri => "";

    public Dictionary<string, MetadataValue> Metadata => [];

    /// <summary>Whether the chunk was read.</summary>
    internal bool IsRead { get; private set; }
}
