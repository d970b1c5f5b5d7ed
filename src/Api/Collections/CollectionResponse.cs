using RagCluster.Corpus.Collections;

namespace RagCluster.Api.Collections;

/// <summary>A collection over HTTP.</summary>
internal sealed record CollectionResponse(
    string Name,
    string Description,
    string Model,
    int Shards,
    int Replicas,
    int ChunkTokensMax,
    int ChunkOverlapTokens,
    string Language,
    bool StopWords,
    int TitleBoost,
    int HeadingBoost,
    bool VectorBits,
    DateTimeOffset CreatedAt,
    long Documents,
    long Indexed,
    long Pending,
    long Failed,
    long Chunks,
    long Bytes,
    ModelChangeResponse? ModelChange
)
{
    /// <summary>The HTTP form of a collection.</summary>
    internal static CollectionResponse From(CollectionState state) =>
        new(
            state.Id.Name,
            state.Settings.Description,
            state.Settings.ModelName(),
            state.Settings.ShardCount,
            state.Settings.ReplicaCount,
            state.Settings.ChunkTokensMax,
            state.Settings.ChunkOverlapTokens,
            state.Settings.Language,
            state.Settings.StopWords,
            state.Settings.TitleBoost ?? 1,
            state.Settings.HeadingBoost ?? 1,
            state.Settings.VectorBits,
            state.CreatedAt,
            state.DocumentCount,
            state.IndexedCount,
            state.PendingCount,
            state.FailedCount,
            state.ChunkCount,
            state.ContentBytes,
            ModelChangeResponse.From(state.Settings.SecondModel)
        );
}
