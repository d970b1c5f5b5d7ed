using RagCluster.Access;
using RagCluster.Access.Keys;
using RagCluster.Api.Users;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;

namespace RagCluster.Api.Subjects;

/// <summary>
/// The full name of a subject: its principal, and before it the tenant with a slash: <c>acme/local:ada</c>. That of <c>default</c> is left
/// out, as in names of accounts: <c>local:ada</c>.
/// </summary>
internal static class SubjectName
{
    private const int LengthMax = 256;

    /// <summary>The one form of a name.</summary>
    internal static string Of(Principal who) => who.Tenant == Principal.DefaultTenant ? who.Name : $"{who.Tenant}/{who.Name}";

    /// <summary>Reads what a request names.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="tenant">The tenant; null for <c>default</c>.</param>
    internal static Principal Parse(string principal, string? tenant)
    {
        if (principal.Length > LengthMax)
            throw RagException.Invalid("subject", $"A subject has at most {LengthMax} characters.");
        if (tenant is not null && !CollectionId.IsValidName(tenant))
            throw RagException.Invalid("tenant", "No tenant has such a name.");
        int colon = principal.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || colon == principal.Length - 1)
            throw Unreadable();
        string name = principal[(colon + 1)..];
        tenant ??= Principal.DefaultTenant;
        return principal[..colon] switch
        {
            "user" => Named(name, PrincipalKind.Token, tenant),
            "local" => Named(UserNames.Fold(name), PrincipalKind.Person, tenant),
            // What is no key's id could be the subject of a token, whose things are kept beside those of keys.
            "key" when ApiKeyText.CouldBeId(name) => Named(name, PrincipalKind.Key, tenant),
            _ => throw Unreadable(),
        };
    }

    private static Principal Named(string name, PrincipalKind kind, string tenant) =>
        new(name, Permission.None) { Kind = kind, Tenant = tenant };

    private static RagException Unreadable() =>
        RagException.Invalid(
            "subject",
            "Name a subject by its principal: local:NAME for a person with a password, key:ID for a key, user:SUB for a token's "
                + "subject; the tenant, where it is not default, as ?tenant=."
        );
}
