using RagCluster.Corpus.Collections;

namespace RagCluster.Api.Collections;

/// <summary>A collection: its settings and how many documents it holds.</summary>
/// <param name="Name">The collection's name.</param>
/// <param name="Description">What it holds, in its owner's words; empty when nobody said.</param>
/// <param name="Model">The name of the embedding model that answers.</param>
/// <param name="Shards">Shards that it is divided into.</param>
/// <param name="Replicas">Replicas of each shard.</param>
/// <param name="ChunkTokensMax">The length of the largest chunk, in tokens.</param>
/// <param name="ChunkOverlapTokens">Tokens that a chunk repeats from the one before it.</param>
/// <param name="Language">The language of the documents and queries, for example <c>de</c>; <c>multi</c> for none or several.</param>
/// <param name="StopWords">Whether queries leave out words that carry grammar rather than meaning.</param>
/// <param name="TitleBoost">How often a term of a document's title counts in the BM25 score of its chunks; a term of the text counts
/// once.</param>
/// <param name="HeadingBoost">How often a term of the headings above a chunk counts in its BM25 score; a term of the text counts
/// once.</param>
/// <param name="VectorBits">Whether every vector has a bit for each dimension besides its codes; where not, those have bits for which that
/// pays.</param>
/// <param name="Prompt">What a chat model is asked, with the places <c>{passages}</c> and <c>{question}</c>; empty for the default.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="Documents">Documents that are not deleted.</param>
/// <param name="Indexed">Documents that answer questions.</param>
/// <param name="Pending">Documents whose latest version waits for indexing.</param>
/// <param name="Failed">Documents whose latest version could not be indexed.</param>
/// <param name="Chunks">Chunks of the indexed documents.</param>
/// <param name="Bytes">Bytes of the documents' original content.</param>
/// <param name="ModelChange">The change of the embedding model that goes on; null for none.</param>
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
    string Prompt,
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
            state.Settings.Prompt,
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
