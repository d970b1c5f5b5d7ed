namespace RagCluster.Planning.Queries.Superposition.Consistency;

/// <summary>
/// Holds the current <see cref="ConsistencyEpoch"/>; swapped whole by one compare-and-set, so no query mixes two. Safe for concurrent use.
/// </summary>
public sealed class ConsistencyGroup
{
    private ConsistencyEpoch _current;

    /// <summary>Creates a group.</summary>
    /// <param name="first">Its first epoch.</param>
    public ConsistencyGroup(ConsistencyEpoch first)
    {
        ArgumentNullException.ThrowIfNull(first);
        _current = first;
    }

    /// <summary>The current epoch: a query reads it once and uses that.</summary>
    public ConsistencyEpoch Current => Volatile.Read(ref _current);

    /// <summary>Swaps the epoch unless someone else did meanwhile.</summary>
    /// <param name="seen">The epoch that the change was made from.</param>
    /// <param name="next">The next one; its number is the seen one's plus 1.</param>
    /// <returns>Whether it is current now; if not, read again.</returns>
    /// <exception cref="ArgumentException">The number does not follow.</exception>
    public bool TrySwap(ConsistencyEpoch seen, ConsistencyEpoch next)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(next);
        if (next.Number != seen.Number + 1)
            throw new ArgumentException($"Epoch {next.Number} does not follow {seen.Number}.", nameof(next));
        return ReferenceEquals(Interlocked.CompareExchange(ref _current, next, seen), seen);
    }
}
