using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Grains.Placement;
using RagCluster.Grains.Query.Observing;
using RagCluster.Inference.Embedding;

namespace RagCluster.Grains.Inference;

/// <summary>
/// Keeps one model loaded on its silo. Inference itself runs off the turn, in the batches that all models of the silo share.
/// </summary>
[PinnedPlacement]
internal sealed class EmbeddingGrain(ModelSource models, QueryObservers observers, TimeProvider time) : Grain, IEmbeddingGrain
{
    private Task<ITextEmbedder>? _embedder;

    private string Model => Keys.Model(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public async Task<EmbedReply> EmbedAsync(EmbedRequest request, CancellationToken cancellationToken)
    {
        int count = request.Tokens?.Length ?? request.Texts.Length;
        if (count > EmbedRequest.TextsMax)
            throw RagException.Invalid("texts", $"At most {EmbedRequest.TextsMax} texts are embedded in one call; {count} were sent.");
        if (request is not { Purpose: TextPurpose.Query, Texts: [_], Tokens: null, Dimensions: null })
            return await RunAsync(request, cancellationToken);
        StepWatches watches = observers.BeginEmbedding();
        long began = time.GetTimestamp();
        EmbedReply reply = await RunAsync(request, cancellationToken);
        // One that failed says nothing of the wait.
        watches.Ended(time.GetElapsedTime(began));
        return reply;
    }

    /// <inheritdoc/>
    public async Task<EmbeddingModel> DescribeAsync(CancellationToken cancellationToken)
    {
        ITextEmbedder embedder = await LoadedAsync();
        return new EmbeddingModel(embedder.Model, embedder.Revision, embedder.Dimensions);
    }

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
        if (_embedder is { IsCompletedSuccessfully: true } loaded)
            await (await loaded).DisposeAsync();
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    private async Task<EmbedReply> RunAsync(EmbedRequest request, CancellationToken cancellationToken)
    {
        ITextEmbedder embedder = await LoadedAsync();
        EmbeddingPurpose purpose = request.Purpose == TextPurpose.Query ? EmbeddingPurpose.Query : EmbeddingPurpose.Passage;
        EmbeddingCall call = new(purpose, ModelCalls.Priority(request.Urgency), request.Within, request.Dimensions);
        int[][] tokens =
            request.Tokens
            ?? await Task.Run(() => Array.ConvertAll(request.Texts, text => embedder.Tokenize(text, purpose)), cancellationToken);
        float[][] vectors = await ModelCalls.GuardAsync(() => embedder.EmbedTokensAsync(tokens, call, cancellationToken));
        return new EmbedReply(VectorBytes.Of(vectors), tokens.Sum(sequence => sequence.Length));
    }

    // Calls interleave, so the first to come begins the load and all wait for the same one; a failed load is tried anew.
    private Task<ITextEmbedder> LoadedAsync()
    {
        if (_embedder is null or { IsFaulted: true } or { IsCanceled: true })
        {
            string model = Model;
            _embedder = Task.Run(() => models.LoadEmbedderAsync(model, CancellationToken.None));
        }

        return _embedder;
    }
}
