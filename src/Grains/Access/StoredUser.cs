using RagCluster.Access.Users;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Grains.Access;

/// <summary>A user as it is kept.</summary>
[GenerateSerializer]
[Alias("RagCluster.StoredUser")]
internal sealed record StoredUser
{
    /// <summary>The whole name of the account, which the tenant is a part of unless it is the default one.</summary>
    [Id(0)]
    public string Name { get; init; } = "";

    /// <summary>What the user may do.</summary>
    [Id(1)]
    public string Role { get; init; } = "";

    /// <summary>The password's hash.</summary>
    [Id(2)]
    public string PasswordHash { get; init; } = "";

    /// <summary>When the user was made.</summary>
    [Id(3)]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The open sessions, the oldest first.</summary>
    [Id(4)]
    public StoredSession[] Sessions { get; init; } = [];

    /// <summary>The groups that the user belongs to.</summary>
    [Id(5)]
    public string[] Groups { get; init; } = [];

    /// <summary>The tenant and the name within it.</summary>
    internal AccountName Account => AccountName.Parse(Name);

    /// <summary>A new user.</summary>
    internal static StoredUser New(NewUser user, DateTimeOffset now) =>
        new()
        {
            Name = user.Name,
            Role = user.Role,
            PasswordHash = user.PasswordHash,
            Groups = user.Groups,
            CreatedAt = now,
        };

    /// <summary>The user as it may be shown.</summary>
    internal UserAccount Shown(DateTimeOffset now) =>
        new(Account.Name, Role, CreatedAt, Open(now).Count()) { Tenant = Account.Tenant, Groups = Groups };

    /// <summary>The sessions that have not ended.</summary>
    internal IEnumerable<StoredSession> Open(DateTimeOffset now) => Sessions.Where(session => session.EndsAt > now);

    /// <summary>The user without a session.</summary>
    internal StoredUser Without(StoredSession session) => this with { Sessions = [.. Sessions.Where(other => other != session)] };
}
