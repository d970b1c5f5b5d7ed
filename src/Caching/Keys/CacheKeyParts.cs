namespace RagCluster.Caching.Keys;

/// <summary>
/// Everything that a cached value depends on. A part that does not matter for a kind is left as it is (an embedding depends on no
/// positions), but tenant and scope are always given.
/// </summary>
public sealed record CacheKeyParts
{
    private const byte Version = 1;

    /// <summary>What is cached.</summary>
    public required CachedKind Kind { get; init; }

    /// <summary>The tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>What the asking principal may read.</summary>
    public required AccessScope Scope { get; init; }

    /// <summary>The query, by <see cref="QueryText.Normalize"/>.</summary>
    public required string Query { get; init; }

    /// <summary>The collection; null for what depends on none.</summary>
    public string? Collection { get; init; }

    /// <summary>The collection's generation: another one after it was made anew under the same name, or its settings changed.</summary>
    public long Generation { get; init; }

    /// <summary>How far each shard's log was when the query was asked, in the order of the shards: another one after every write.</summary>
    public IReadOnlyList<long> Positions { get; init; } = [];

    /// <summary>The models that took part, with their revisions, in an order that the caller keeps.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Every option that can change the value, by name.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The key. Canonical: sets and maps are written in ordinal order. Free of collisions: every part has its place and is written with its
    /// length, so that the parts can be told from the bytes.
    /// </summary>
    public CacheKey Encode()
    {
        using KeyWriter writer = KeyWriter.Take();
        writer.Write(Version);
        writer.Write((byte)Kind);
        writer.Write(Tenant);
        writer.Write((byte)(Scope.IsUnrestricted ? 1 : 0));
        writer.Write(Scope.Names);
        writer.Write(Query);
        writer.Write((byte)(Collection is null ? 0 : 1));
        writer.Write(Collection ?? "");
        writer.Write(Generation);
        writer.Write(Positions.Count);
        foreach (long position in Positions)
            writer.Write(position);
        writer.Write(Models);
        writer.Write(Options.Count);
        string[] names = [.. Options.Keys];
        Array.Sort(names, StringComparer.Ordinal);
        foreach (string name in names)
        {
            writer.Write(name);
            writer.Write(Options[name]);
        }

        return new CacheKey(writer.Written);
    }

    /// <summary>
    /// The key with the question taken out: what two questions have to share before the value of one can be looked at for the other. It
    /// names no value itself.
    /// </summary>
    public CacheKey EncodeScope() => (this with { Query = "" }).Encode();
}
