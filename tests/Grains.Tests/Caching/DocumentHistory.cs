namespace RagCluster.Grains.Tests.Caching;

/// <summary>
/// What was written under one document's id, with the moments at which each write began and was acknowledged. One writer at a time.
/// </summary>
internal sealed class DocumentHistory(LogicalClock clock)
{
    private readonly List<Version> _versions = [new Version(0, null) { Acknowledged = 0 }];

    /// <summary>Keeps other writers of the document out.</summary>
    internal SemaphoreSlim Writer { get; } = new(1);

    /// <summary>Begins a write; <paramref name="access"/> is null for a deletion.</summary>
    /// <returns>The version's number.</returns>
    internal int Begin(string? access)
    {
        lock (_versions)
        {
            _versions.Add(new Version(clock.Next(), access));
            return _versions.Count - 1;
        }
    }

    /// <summary>The last write was acknowledged.</summary>
    internal void Acknowledge()
    {
        lock (_versions)
            _versions[^1].Acknowledged = clock.Next();
    }

    /// <summary>Whether there is a version that may be deleted.</summary>
    internal bool Exists()
    {
        lock (_versions)
            return _versions[^1].Access is not null;
    }

    /// <summary>What is wrong with what a query that ran in a span of time found of the document; null when nothing is.</summary>
    /// <param name="found">The version that it found; null for none.</param>
    /// <param name="scope">The query's access scope.</param>
    /// <param name="began">When the query began.</param>
    /// <param name="ended">When it ended.</param>
    internal string? Fault(int? found, string[]? scope, long began, long ended)
    {
        lock (_versions)
        {
            // What was acknowledged before the query is the oldest that it may see; what began before its end the newest.
            int oldest = _versions.FindLastIndex(version => version.Acknowledged < began);
            int newest = _versions.FindLastIndex(version => version.Began < ended);
            if (found is { } number)
            {
                if (number < oldest || number > newest)
                    return $"stale: version {number} where {oldest} to {newest} are possible";
                return IsVisible(_versions[number], scope)
                    ? null
                    : $"forbidden: version {number} grants access to '{_versions[number].Access}', the scope is "
                        + $"[{string.Join(' ', scope ?? [])}]";
            }

            return Enumerable.Range(oldest, newest - oldest + 1).All(version => IsVisible(_versions[version], scope))
                ? $"missing: every version from {oldest} to {newest} is visible"
                : null;
        }
    }

    private static bool IsVisible(Version version, string[]? scope) => version.Access is { } access && scope?.Contains(access) != false;

    private sealed class Version(long began, string? access)
    {
        internal long Began { get; } = began;

        internal string? Access { get; } = access;

        internal long Acknowledged { get; set; } = long.MaxValue;
    }
}
