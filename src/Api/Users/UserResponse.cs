using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Api.Users;

/// <summary>A user of the server.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Role">What the user may do.</param>
/// <param name="CreatedAt">When the user was made.</param>
/// <param name="SessionCount">How many sessions are open.</param>
/// <param name="Tenant">The tenant that the user belongs to; those of another than <c>default</c> sign in as <c>tenant/name</c>.</param>
/// <param name="Groups">The groups that the user belongs to.</param>
/// <param name="Password">The password, only in the answer that made it.</param>
internal sealed record UserResponse(
    string Name,
    string Role,
    DateTimeOffset CreatedAt,
    int SessionCount,
    string Tenant,
    string[] Groups,
    string? Password
)
{
    /// <summary>A user, with a password that was made or without.</summary>
    internal static UserResponse From(UserAccount user, string? password = null) =>
        new(user.Name, user.Role, user.CreatedAt, user.SessionCount, user.Tenant, user.Groups, password);
}
