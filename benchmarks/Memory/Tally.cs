namespace RagCluster.MemoryBenchmark;

/// <summary>Counts answers by kind of request.</summary>
internal sealed class Tally
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, (long Count, long Failed)> _byKind = new(StringComparer.Ordinal);

    /// <summary>Each kind with its requests and how many of them the server failed.</summary>
    internal IReadOnlyList<(string Kind, long Count, long Failed)> Kinds
    {
        get
        {
            lock (_lock)
                return [.. _byKind.Select(pair => (pair.Key, pair.Value.Count, pair.Value.Failed))];
        }
    }

    /// <summary>Counts an answer.</summary>
    /// <param name="kind">The request's kind.</param>
    /// <param name="isFailed">Whether the server failed it.</param>
    internal void Add(string kind, bool isFailed)
    {
        lock (_lock)
        {
            (long count, long failed) = _byKind.GetValueOrDefault(kind);
            _byKind[kind] = (count + 1, failed + (isFailed ? 1 : 0));
        }
    }
}
