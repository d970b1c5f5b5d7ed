using RagCluster.Access;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Grains.Access;

/// <summary>What a key that is made has to keep to.</summary>
internal static class NewKeyRules
{
    private const int NameMax = 200;

    /// <summary>Refuses a key that breaks one of them.</summary>
    /// <param name="key">The key.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="RagException">Invalid, naming the field.</exception>
    internal static void Check(NewApiKey key, DateTimeOffset now)
    {
        Tenants.Check(key.Tenant);
        if (key.Name.Length is 0 or > NameMax)
            throw RagException.Invalid("name", $"A key has a name of 1 to {NameMax} characters.");
        Permission role = AccountRules.CheckedRole(key.Role);
        if (key.Permissions is { Length: 0 })
            throw RagException.Invalid("permissions", "A key has at least one permission; leave the list out for all of its role.");
        foreach (string name in key.Permissions ?? [])
        {
            if (Permissions.Parse(name) is not { } permission || !role.HasFlag(permission))
                throw RagException.Invalid(
                    "permissions",
                    $"The role '{key.Role}' has no permission '{name}'; it has {string.Join(", ", Permissions.NamesOf(role))}."
                );
        }

        AccountRules.CheckGroups(key.Groups);
        if (key.ExpiresAt <= now)
            throw RagException.Invalid("expires_at", "The key would have ended before it was made.");
    }
}
