using RagCluster.Grains.Query.Observing;

namespace RagCluster.Grains.Warming;

/// <summary>
/// The queries of callers that this silo works on. Tells when there are more than processors, so that work that can wait gives way.
/// </summary>
internal sealed class QueriesUnderWay : IQueryObserver
{
    private int _count;

    /// <summary>There are more queries than processors now.</summary>
    internal event Action? Crowded;

    /// <inheritdoc/>
    public ValueTask<IQueryWatch?> BeginAsync(QueryCall call, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IQueryWatch?>(call.Origin == QueryOrigin.Caller ? Begin() : null);

    /// <summary>A query begins; it ends when what is returned is disposed of.</summary>
    internal Query Begin()
    {
        if (Interlocked.Increment(ref _count) > Environment.ProcessorCount)
            Crowded?.Invoke();
        return new Query(this);
    }

    /// <summary>One query.</summary>
    internal sealed class Query(QueriesUnderWay all) : IQueryWatch
    {
        void IDisposable.Dispose() => Interlocked.Decrement(ref all._count);
    }
}
