using RagCluster.Caching.Eviction;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Inference.Embedding;

namespace RagCluster.Grains.Inference;

/// <summary>Keeps one model loaded on its silo and remembers the embeddings of recent queries. Inference itself runs off the turn.</summary>
internal sealed class EmbeddingGrain(EmbedderSource embedders, TimeProvider time) : Grain, IEmbeddingGrain
{
    private const int TextsMax = 1024;
    private const int CachedQueriesMax = 10_000;
    private static readonly TimeSpan CachedQueryAge = TimeSpan.FromHours(1);

    private readonly BoundedCache<string, float[]> _queries = new(new BoundedCacheOptions(CachedQueriesMax, CachedQueryAge), time);
    private Task<ITextEmbedder>? _embedder;

    /// <inheritdoc/>
    public async Task<float[][]> EmbedAsync(string[] texts, TextPurpose purpose, CancellationToken cancellationToken)
    {
        if (texts.Length > TextsMax)
            throw RagException.Invalid("texts", $"At most {TextsMax} texts are embedded in one call; {texts.Length} were sent.");
        if (purpose == TextPurpose.Query && texts is [string query])
            return [await EmbedQueryAsync(query, cancellationToken)];
        ITextEmbedder embedder = await LoadedAsync();
        return await Task.Run(() => embedder.EmbedAsync(texts, EmbeddingPurpose.Passage, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<EmbeddingModel> DescribeAsync(CancellationToken cancellationToken)
    {
        ITextEmbedder embedder = await LoadedAsync();
        return new EmbeddingModel(embedder.Model, embedder.Revision, embedder.Dimensions);
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_embedder is { IsCompletedSuccessfully: true } loaded)
            await (await loaded).DisposeAsync();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    private async Task<float[]> EmbedQueryAsync(string query, CancellationToken cancellationToken)
    {
        if (_queries.TryGet(query, out float[]? known))
            return known;
        ITextEmbedder embedder = await LoadedAsync();
        float[][] vectors = await Task.Run(() => embedder.EmbedAsync([query], EmbeddingPurpose.Query, cancellationToken), cancellationToken);
        _queries.Set(query, vectors[0]);
        return vectors[0];
    }

    // Calls interleave, so the first to come begins the load and all wait for the same one; a failed load is tried anew.
    private Task<ITextEmbedder> LoadedAsync()
    {
        if (_embedder is null or { IsFaulted: true } or { IsCanceled: true })
        {
            string model = this.GetPrimaryKeyString();
            _embedder = Task.Run(() => embedders.Load(model));
        }

        return _embedder;
    }
}
