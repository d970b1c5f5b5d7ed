using RagCluster.Grains.Interfaces.Files;

namespace RagCluster.Grains.Files;

/// <summary>Keeps the label of a collection that is used as a vector store.</summary>
internal sealed class VectorStoreGrain([PersistentState("label")] IPersistentState<StoredLabel> state, TimeProvider time)
    : Grain,
        IVectorStoreGrain
{
    // A write for each search would make reading a question of writing.
    private static readonly TimeSpan UseStep = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public Task<VectorStoreLabel?> GetAsync(CancellationToken cancellationToken) => Task.FromResult(state.State.Label);

    /// <inheritdoc/>
    public async Task SetAsync(VectorStoreLabel? label, CancellationToken cancellationToken)
    {
        VectorStoreLabel? before = state.State.Label;
        state.State.Label = label;
        try
        {
            await (label is null ? state.ClearStateAsync(CancellationToken.None) : state.WriteStateAsync(CancellationToken.None));
        }
        catch
        {
            state.State.Label = before;
            throw;
        }
    }

    /// <inheritdoc/>
    public Task TouchAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        return state.State.Label is { } label && now - label.LastActiveAt >= UseStep
            ? SetAsync(label with { LastActiveAt = now }, cancellationToken)
            : Task.CompletedTask;
    }
}
