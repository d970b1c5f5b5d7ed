using System.Security.Cryptography;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Grains.Access;

/// <summary>The state of a <see cref="UsersGrain"/>.</summary>
[GenerateSerializer]
[Alias("RagCluster.StoredUsers")]
internal sealed class StoredUsers
{
    private const int SecretBytes = 48;

    /// <summary>The users.</summary>
    [Id(0)]
    public StoredUser[] Users { get; set; } = [];

    /// <summary>The secret of the access tokens; empty before there is one.</summary>
    [Id(1)]
    public string SigningSecret { get; set; } = "";

    /// <summary>Another secret.</summary>
    internal static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>A user; null when there is none of that name.</summary>
    internal StoredUser? Find(string name) => Array.Find(Users, user => user.Name == name);

    /// <summary>The users of the tenants that somebody administers, by name.</summary>
    internal UserAccount[] Shown(Caller caller, DateTimeOffset now) =>
        [
            .. Users
                .Where(user => caller.Administers(user.Account.Tenant))
                .OrderBy(user => user.Name, StringComparer.Ordinal)
                .Select(user => user.Shown(now)),
        ];

    /// <summary>A session that is open, and whose it is; null when it has ended.</summary>
    internal (StoredUser User, StoredSession Session)? FindSession(string id, DateTimeOffset now) =>
        Users
            .SelectMany(user => user.Open(now), (user, session) => ((StoredUser User, StoredSession Session)?)(user, session))
            .FirstOrDefault(found => found?.Session.Id == id);
}
