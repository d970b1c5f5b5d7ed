using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Grains.Access;

/// <summary>What a user that is made has to keep to.</summary>
internal static class NewUserRules
{
    private const int UsersMax = 1_000;

    /// <summary>The user as it will be kept; refuses one that breaks a rule.</summary>
    /// <param name="made">The user.</param>
    /// <param name="present">Those that there are.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="RagException">Invalid, naming the field. Conflict: the name is taken, or there are too many.</exception>
    internal static StoredUser Check(NewUser made, StoredUsers present, DateTimeOffset now)
    {
        AccountRules.CheckedRole(made.Role);
        AccountRules.CheckGroups(made.Groups);
        StoredUser user = StoredUser.New(made, now);
        Tenants.Check(user.Account.Tenant);
        if (present.Find(user.Name) is not null)
            throw new RagException(ErrorKind.Conflict, "conflict", $"There is a user '{user.Name}' already.");
        // Of each tenant: one that makes users without end takes none from another.
        if (present.Users.Count(other => other.Account.Tenant == user.Account.Tenant) >= UsersMax)
            throw new RagException(ErrorKind.Conflict, "too-many-users", $"There are {UsersMax} users; delete some.");
        return user;
    }
}
