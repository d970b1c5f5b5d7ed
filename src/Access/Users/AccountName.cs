namespace RagCluster.Access.Users;

/// <summary>
/// The name by which a person signs in, unique in the cluster: <c>ada</c> in the tenant <c>default</c>, <c>acme/ada</c> in the tenant
/// <c>acme</c>. The tenant is a part of the name that the password proves.
/// </summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Name">The name, unique within the tenant; without a slash.</param>
public sealed record AccountName(string Tenant, string Name)
{
    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <param name="text">What a person gives.</param>
    public static AccountName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new AccountName(Principal.DefaultTenant, text) : new AccountName(text[..slash], text[(slash + 1)..]);
    }

    /// <summary>The one form of it.</summary>
    public override string ToString() => Tenant == Principal.DefaultTenant ? Name : $"{Tenant}/{Name}";
}
