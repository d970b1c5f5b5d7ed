using Orleans.Concurrency;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Inference.Models;

namespace RagCluster.Grains.Inference;

/// <summary>Finds the model of a call and a silo that runs it. Stateless, so that as many calls go on at once as there are.</summary>
[StatelessWorker]
[Reentrant]
internal sealed class InferenceGrain(InstalledModels models, Embedders embedders, Rerankers rerankers, ModelSilos silos)
    : Grain,
        IInferenceGrain
{
    /// <inheritdoc/>
    public async Task<ModelEmbeddings> EmbedAsync(string? model, EmbedRequest request, CancellationToken cancellationToken)
    {
        ModelEntry entry = Find(model, ModelKind.Embedding);
        EmbedReply reply = await embedders.EmbedAsync(entry.Name, request, cancellationToken);
        return new ModelEmbeddings(new EmbeddingModel(entry.Name, entry.Revision, entry.Dimensions), reply);
    }

    /// <inheritdoc/>
    public Task<RerankReply> RerankAsync(string? model, RerankRequest request, CancellationToken cancellationToken) =>
        rerankers.RerankAsync(Find(model, ModelKind.Rerank).Name, request, cancellationToken);

    /// <inheritdoc/>
    public Task LoadAsync(string? model, CancellationToken cancellationToken) =>
        NotifyAllAsync(model, embedder => embedder.DescribeAsync(cancellationToken), reranker => reranker.LoadAsync(cancellationToken));

    /// <inheritdoc/>
    public Task VerifyAsync(string model, CancellationToken cancellationToken) =>
        NotifyAllAsync(model, embedder => embedder.VerifyAsync(cancellationToken), reranker => reranker.VerifyAsync(cancellationToken));

    /// <inheritdoc/>
    public Task UnloadAsync(string model, CancellationToken cancellationToken) =>
        NotifyAllAsync(model, embedder => embedder.UnloadAsync(cancellationToken), reranker => reranker.UnloadAsync(cancellationToken));

    private Task NotifyAllAsync(string? model, Func<IEmbeddingGrain, Task> embedder, Func<IRerankGrain, Task> reranker)
    {
        ModelEntry entry = Find(model, null);
        return entry.Kind == ModelKind.Rerank ? silos.NotifyAllAsync(entry.Name, reranker) : silos.NotifyAllAsync(entry.Name, embedder);
    }

    private ModelEntry Find(string? name, ModelKind? kind)
    {
        if (name is null)
            return kind == ModelKind.Rerank ? models.Registry.DefaultReranker : models.Registry.Default;
        return models.TryFind(name, kind) ?? throw RagException.NotFound("model", name);
    }
}
