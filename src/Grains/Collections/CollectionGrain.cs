using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Storage;

namespace RagCluster.Grains.Collections;

/// <summary>Owns a collection's settings, which never change after creation, so that one read serves for ever.</summary>
internal sealed class CollectionGrain(IDocumentStore store) : Grain, ICollectionGrain
{
    private const int ShardsMax = 64;
    private const int ReplicasMax = 8;

    private CollectionSettings? _settings;

    private CollectionId Id => CollectionId.Parse(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public async Task<CollectionState> CreateAsync(CollectionSettings settings, CancellationToken cancellationToken)
    {
        Validate(settings);
        CollectionState created = await store.CreateCollectionAsync(Id, await WithModelAsync(settings, cancellationToken), cancellationToken);
        _settings = created.Settings;
        return created;
    }

    /// <inheritdoc/>
    public async Task<CollectionState> GetAsync(CancellationToken cancellationToken) =>
        await store.FindCollectionAsync(Id, cancellationToken) ?? throw RagException.NotFound("collection", Id.Name);

    /// <inheritdoc/>
    public async Task<CollectionSettings> GetSettingsAsync(CancellationToken cancellationToken) =>
        _settings ??= (await GetAsync(cancellationToken)).Settings;

    /// <inheritdoc/>
    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        CollectionSettings settings = await GetSettingsAsync(cancellationToken);
        _settings = null;
        if (!await store.DeleteCollectionAsync(Id, cancellationToken))
            throw RagException.NotFound("collection", Id.Name);
        await Task.WhenAll(
            from shard in Enumerable.Range(0, settings.ShardCount)
            from replica in Enumerable.Range(0, settings.ReplicaCount)
            select GrainFactory.GetGrain<IIndexShardGrain>($"{Id}/{shard}/{replica}").ReleaseAsync());
    }

    private static void Validate(CollectionSettings settings)
    {
        if (settings.ShardCount is < 1 or > ShardsMax)
            throw RagException.Invalid("shards", $"A collection has 1 to {ShardsMax} shards; {settings.ShardCount} was asked for.");
        if (settings.ReplicaCount is < 1 or > ReplicasMax)
            throw RagException.Invalid("replicas", $"A shard has 1 to {ReplicasMax} replicas; {settings.ReplicaCount} was asked for.");
        if (settings.ChunkTokensMax is < 32 or > 2048)
            throw RagException.Invalid("chunk_tokens_max", $"A chunk has 32 to 2048 tokens at most; {settings.ChunkTokensMax} was asked for.");
        if (settings.ChunkOverlapTokens < 0 || settings.ChunkOverlapTokens * 2 > settings.ChunkTokensMax)
        {
            throw RagException.Invalid(
                "chunk_overlap_tokens",
                $"The overlap ({settings.ChunkOverlapTokens}) is between 0 and half of chunk_tokens_max ({settings.ChunkTokensMax}).");
        }
    }

    private async Task<CollectionSettings> WithModelAsync(CollectionSettings settings, CancellationToken cancellationToken)
    {
        ModelCard[] models = await GrainFactory.GetGrain<IModelRegistryGrain>(IModelRegistryGrain.Key).ListAsync(cancellationToken);
        ModelCard model = (settings.Model.Length == 0 ? models.FirstOrDefault(m => m.IsDefault) : models.FirstOrDefault(m => m.Name == settings.Model))
            ?? throw RagException.Invalid("model", $"There is no embedding model '{settings.Model}'; 'rag models list' shows them.");
        return model.IsAvailable
            ? settings with { Model = model.Name, Dimensions = model.Dimensions }
            : throw RagException.Invalid("model", $"The model '{model.Name}' is not here yet: 'rag models pull {model.Name}' brings it.");
    }
}
