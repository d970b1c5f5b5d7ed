using Orleans.Concurrency;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Inference.Models;

namespace RagCluster.Grains.Inference;

/// <summary>Finds the model of a call and a silo that runs it. Stateless, so that as many calls go on at once as there are.</summary>
[StatelessWorker]
[Reentrant]
internal sealed class InferenceGrain(InstalledModels models, Embedders embedders, Rerankers rerankers, ModelSilos silos) : Grain, IInferenceGrain
{
    /// <inheritdoc/>
    public async Task<ModelEmbeddings> EmbedAsync(string model, EmbedRequest request, CancellationToken cancellationToken)
    {
        ModelEntry entry = Find(model, ModelKind.Embedding);
        EmbedReply reply = await embedders.EmbedAsync(entry.Name, request, cancellationToken);
        return new ModelEmbeddings(new EmbeddingModel(entry.Name, entry.Revision, entry.Dimensions), reply);
    }

    /// <inheritdoc/>
    public Task<RerankReply> RerankAsync(string model, RerankRequest request, CancellationToken cancellationToken) =>
        rerankers.RerankAsync(Find(model, ModelKind.Rerank).Name, request, cancellationToken);

    /// <inheritdoc/>
    public Task LoadAsync(string model, CancellationToken cancellationToken)
    {
        ModelEntry entry = Find(model, null);
        return entry.Kind == ModelKind.Rerank
            ? silos.TellAllAsync(entry.Name, (IRerankGrain reranker) => reranker.LoadAsync(cancellationToken))
            : silos.TellAllAsync(entry.Name, (IEmbeddingGrain embedder) => embedder.DescribeAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public Task VerifyAsync(string model, CancellationToken cancellationToken)
    {
        ModelEntry entry = Find(model, null);
        return entry.Kind == ModelKind.Rerank
            ? silos.TellAllAsync(entry.Name, (IRerankGrain reranker) => reranker.VerifyAsync(cancellationToken))
            : silos.TellAllAsync(entry.Name, (IEmbeddingGrain embedder) => embedder.VerifyAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public Task UnloadAsync(string model, CancellationToken cancellationToken)
    {
        ModelEntry entry = Find(model, null);
        return entry.Kind == ModelKind.Rerank
            ? silos.TellAllAsync(entry.Name, (IRerankGrain reranker) => reranker.UnloadAsync(cancellationToken))
            : silos.TellAllAsync(entry.Name, (IEmbeddingGrain embedder) => embedder.UnloadAsync(cancellationToken));
    }

    private ModelEntry Find(string name, ModelKind? kind)
    {
        if (name.Length == 0)
            return kind == ModelKind.Rerank ? models.Registry.DefaultReranker : models.Registry.Default;
        return models.TryFind(name, kind) ?? throw RagException.NotFound("model", name);
    }
}
