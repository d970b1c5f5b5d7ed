using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Grains.Interfaces.Planning.Catalog;
using RagCluster.Grains.Interfaces.Shards;
using RagCluster.Grains.Shards;
using RagCluster.Grounding.Generating;
using RagCluster.Storage;

namespace RagCluster.Grains.Collections;

/// <summary>
/// Owns a collection's life. Of its settings the prompt changes here and the model by <see cref="ModelChangeGrain"/>; a
/// read of them serves for a second.
/// </summary>
internal sealed class CollectionGrain(IDocumentStore store, ShardFiles files, TimeProvider time) : Grain, ICollectionGrain
{
    private const int ShardsMax = 64;
    private const int ReplicasMax = 8;

    // A change of the model writes the settings too, a few times in minutes.
    private const int WritesMax = 5;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private CollectionSettings? _settings;
    private DateTimeOffset _readAt;

    private CollectionId Id => CollectionId.Parse(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public async Task<CollectionState> CreateAsync(CollectionSettings settings, CancellationToken cancellationToken)
    {
        Validate(settings);
        CollectionSettings complete = await WithModelAsync(CollectionText.Complete(settings), cancellationToken);
        CollectionState created = await store.CreateCollectionAsync(Id, complete, cancellationToken);
        return created;
    }

    /// <inheritdoc/>
    public async Task<CollectionState> GetAsync(CancellationToken cancellationToken) =>
        (await SeenCollections.CountAsync(store, [await FindAsync(cancellationToken)], cancellationToken))[0];

    /// <inheritdoc/>
    public async Task<CollectionSettings> GetSettingsAsync(CancellationToken cancellationToken)
    {
        if (_settings is { } known && time.GetUtcNow() - _readAt < Fresh)
            return known;
        CollectionSettings settings = (await FindAsync(cancellationToken)).Settings;
        _readAt = time.GetUtcNow();
        return _settings = settings;
    }

    /// <inheritdoc/>
    public async Task SetPromptAsync(string prompt, CancellationToken cancellationToken)
    {
        PromptTemplate.Validate(prompt, "prompt");
        _settings = null;
        for (int attempt = 0; attempt < WritesMax; attempt++)
        {
            CollectionSettings settings = (await FindAsync(cancellationToken)).Settings;
            if (await store.SaveSettingsAsync(Id, settings, settings with { Prompt = prompt }, cancellationToken))
            {
                await GrainFactory.GetGrain<IShardMapGrain>(Id.ToString()).UpdateAsync(cancellationToken);
                return;
            }
        }

        throw new RagException(ErrorKind.Unavailable, "settings-contended", $"The settings of '{Id.Name}' keep changing; try again.");
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        _settings = null;
        CollectionState deleted = await FindAsync(cancellationToken);
        if (!await store.DeleteCollectionAsync(Id, cancellationToken))
            throw RagException.NotFound("collection", Id.Name);
        await GrainFactory.GetGrain<IShardMapGrain>(Id.ToString()).DeleteAsync(cancellationToken);
        await files.DeleteAsync(Id, cancellationToken);
        await GrainFactory.GetGrain<IPlanCatalogGrain>(Id.ToString()).ForgetAsync(deleted.CreatedAt.UtcTicks, cancellationToken);
    }

    private async Task<CollectionState> FindAsync(CancellationToken cancellationToken) =>
        await store.FindCollectionAsync(Id, cancellationToken) ?? throw RagException.NotFound("collection", Id.Name);

    private static void Validate(CollectionSettings settings)
    {
        if (settings.ShardCount is < 1 or > ShardsMax)
            throw RagException.Invalid("shards", $"A collection has 1 to {ShardsMax} shards; {settings.ShardCount} was asked for.");
        if (settings.ReplicaCount is < 1 or > ReplicasMax)
            throw RagException.Invalid("replicas", $"A shard has 1 to {ReplicasMax} replicas; {settings.ReplicaCount} was asked for.");
        if (settings.ChunkTokensMax is < 32 or > 2048)
            throw RagException.Invalid(
                "chunk_tokens_max",
                $"A chunk has 32 to 2048 tokens at most; {settings.ChunkTokensMax} was asked for."
            );
        if (settings.ChunkOverlapTokens < 0 || settings.ChunkOverlapTokens * 2 > settings.ChunkTokensMax)
        {
            throw RagException.Invalid(
                "chunk_overlap_tokens",
                $"The overlap ({settings.ChunkOverlapTokens}) is between 0 and half of chunk_tokens_max ({settings.ChunkTokensMax})."
            );
        }

        CollectionText.Validate(settings);
        PromptTemplate.Validate(settings.Prompt, "prompt");
    }

    private async Task<CollectionSettings> WithModelAsync(CollectionSettings settings, CancellationToken cancellationToken)
    {
        ModelCard model = await CollectionModels.FindAsync(GrainFactory, settings.Model, settings.Language, cancellationToken);
        return settings with { Model = model.Name, Revision = model.Revision, Dimensions = model.Dimensions };
    }
}
