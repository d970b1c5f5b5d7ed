using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;

namespace RagCluster.Grains.Interfaces.Access;

/// <summary>The tenant that a request names for its key, its user or its log.</summary>
public static class Tenants
{
    /// <summary>Refuses what names no tenant, and one that the caller does not administer.</summary>
    /// <param name="tenant">The name.</param>
    /// <exception cref="RagException">Invalid.</exception>
    public static void Check(string tenant)
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
