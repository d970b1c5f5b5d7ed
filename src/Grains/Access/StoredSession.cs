using RagCluster.Access.Users;

namespace RagCluster.Grains.Access;

/// <summary>A session as it is kept.</summary>
[GenerateSerializer]
[Alias("RagCluster.StoredSession")]
internal sealed record StoredSession
{
    // A thief who comes with an older one than these is refused as well; the session of its owner goes on.
    private const int UsedMax = 32;

    /// <summary>Its id.</summary>
    [Id(0)]
    public string Id { get; init; } = "";

    /// <summary>The hash of the refresh token that is good.</summary>
    [Id(1)]
    public byte[] Hash { get; init; } = [];

    /// <summary>The hashes of those before, the newest last.</summary>
    [Id(2)]
    public byte[][] Used { get; init; } = [];

    /// <summary>When it ends unless it is refreshed.</summary>
    [Id(3)]
    public DateTimeOffset EndsAt { get; init; }

    /// <summary>A session under its first refresh token.</summary>
    internal static StoredSession Start(RefreshText token, DateTimeOffset now) =>
        new()
        {
            Id = token.Session,
            Hash = token.Hash(),
            EndsAt = now + SessionTokens.RefreshLifetime,
        };

    /// <summary>The session under its next refresh token.</summary>
    internal StoredSession Renew(RefreshText next, DateTimeOffset now) =>
        this with
        {
            Hash = next.Hash(),
            Used = [.. Used.TakeLast(UsedMax - 1), Hash],
            EndsAt = now + SessionTokens.RefreshLifetime,
        };

    /// <summary>Whether a refresh token is one that was good before.</summary>
    internal bool HasUsed(RefreshText token) => Array.Exists(Used, used => token.Matches(used));
}
