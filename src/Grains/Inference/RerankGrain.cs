using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Grains.Placement;
using RagCluster.Inference.Batching;
using RagCluster.Inference.Reranking;

namespace RagCluster.Grains.Inference;

/// <summary>Keeps one reranker loaded on its silo. Scoring runs off the turn, in the batches that all models of the silo share.</summary>
[PinnedPlacement]
internal sealed class RerankGrain(ModelSource models) : Grain, IRerankGrain
{
    private Task<IReranker>? _reranker;

    private string Model => Keys.Model(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public async Task<RerankReply> RerankAsync(RerankRequest request, CancellationToken cancellationToken)
    {
        if (request.Passages.Length > RerankRequest.PassagesMax)
            throw RagException.Invalid(
                "documents",
                $"At most {RerankRequest.PassagesMax} passages are scored in one call; {request.Passages.Length} were sent."
            );
        IReranker reranker = await LoadedAsync();
        BatchCall call = new(ModelCalls.Priority(request.Urgency), request.Within);
        float[] scores = await ModelCalls.GuardAsync(() => reranker.ScoreAsync(request.Query, request.Passages, call, cancellationToken));
        return new RerankReply(reranker.Model, scores, reranker.Weight);
    }

    /// <inheritdoc/>
    public Task LoadAsync(CancellationToken cancellationToken) => LoadedAsync().WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public Task VerifyAsync(CancellationToken cancellationToken) => models.VerifyAsync(Model, cancellationToken);

    /// <inheritdoc/>
    public Task UnloadAsync(CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_reranker is { IsCompletedSuccessfully: true } loaded)
            await (await loaded).DisposeAsync();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    // Calls interleave, so the first to come begins the load and all wait for the same one; a failed load is tried anew.
    private Task<IReranker> LoadedAsync()
    {
        if (_reranker is null or { IsFaulted: true } or { IsCanceled: true })
        {
            string model = Model;
            _reranker = Task.Run(() => models.LoadRerankerAsync(model, CancellationToken.None));
        }

        return _reranker;
    }
}
