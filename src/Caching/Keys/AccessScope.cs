namespace RagCluster.Caching.Keys;

/// <summary>
/// Which documents a principal may read, as far as documents can tell: the set of names (its own, its groups') to which they grant access.
/// Two principals with the same names see the same documents and may share values; there is no scope by default.
/// </summary>
public sealed class AccessScope
{
    private AccessScope(bool isUnrestricted, IReadOnlyList<string> names)
    {
        IsUnrestricted = isUnrestricted;
        Names = names;
    }

    /// <summary>Every document of the tenant's collection. Not the same as any set of names.</summary>
    public static AccessScope Unrestricted { get; } = new(true, []);

    /// <summary>Whether access is not checked.</summary>
    public bool IsUnrestricted { get; }

    /// <summary>The names, each once, in ordinal order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The documents that one of the names may read; none when there is no name.</summary>
    /// <param name="names">The names, in any order.</param>
    public static AccessScope Of(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return new(false, [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }
}
