namespace RagCluster.Grains.Caching;

/// <summary>The queries of callers that this silo works on. Tells when there are more than processors, so that work that can wait gives way.</summary>
internal sealed class QueriesUnderWay
{
    private int _count;

    /// <summary>There are more queries than processors now.</summary>
    internal event Action? Crowded;

    /// <summary>A query begins; it ends when what is returned is disposed of.</summary>
    internal Query Begin()
    {
        if (Interlocked.Increment(ref _count) > Environment.ProcessorCount)
            Crowded?.Invoke();
        return new Query(this);
    }

    /// <summary>One query.</summary>
    internal readonly struct Query(QueriesUnderWay all) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => Interlocked.Decrement(ref all._count);
    }
}
