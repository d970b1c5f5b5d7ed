namespace RagCluster.Planning.Calls.Routing;

/// <summary>
/// Allows second requests up to a share of all requests, so that hedging (Dean and Barroso, "The Tail at Scale", CACM 2013) can't double
/// the load of a cluster that is slow because it is loaded. Safe for concurrent use.
/// </summary>
public sealed class HedgeBudget
{
    private readonly Lock _gate = new();
    private readonly double _share;
    private readonly double _savedMax;
    private double _saved;

    /// <summary>Creates an empty budget.</summary>
    /// <param name="share">Second requests per request, 0 to 1.</param>
    /// <param name="savedMax">The most second requests that quiet times save up, at least 1.</param>
    public HedgeBudget(double share, int savedMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(savedMax, 1);
        _share = share;
        _savedMax = savedMax;
    }

    /// <summary>Notes a first request.</summary>
    public void Earn()
    {
        lock (_gate)
        {
            _saved = Math.Min(_savedMax, _saved + _share);
        }
    }

    /// <summary>Takes the right to one second request; false when there is none.</summary>
    public bool TrySpend()
    {
        lock (_gate)
        {
            // A hair below one, because twenty times 0.05 is not quite 1 in binary.
            if (_saved < 1 - 1e-9)
                return false;
            _saved--;
            return true;
        }
    }
}
