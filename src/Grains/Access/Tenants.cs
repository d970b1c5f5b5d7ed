using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Grains.Access;

/// <summary>The tenant of a key or a user that is to be made.</summary>
internal static class Tenants
{
    /// <summary>Refuses what names no tenant, and one that the caller does not administer.</summary>
    /// <exception cref="RagException">Invalid.</exception>
    internal static void Check(string tenant)
    {
        if (!CollectionId.IsValidName(tenant))
            throw RagException.Invalid(
                "tenant",
                $"A tenant's name has 1 to {CollectionId.NameLengthMax} lower-case letters, digits, '-' and '_', and begins with "
                    + "a letter or digit."
            );
        if (!Caller.Current.Administers(tenant))
            throw RagException.Invalid("tenant", "Only the operator, an administrator of the tenant 'default', names another tenant.");
    }
}
