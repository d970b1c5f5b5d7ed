namespace RagCluster.Access;

/// <summary>Who makes a request, and what they may do.</summary>
/// <param name="Subject">A name that is safe to log: a key's id, a token's subject, a user's name, or <c>anonymous</c>.</param>
/// <param name="Permissions">What they may do.</param>
public sealed record Principal(string Subject, Permission Permissions)
{
    /// <summary>The tenant of everybody who names none.</summary>
    public const string DefaultTenant = "default";

    /// <summary>The groups that they belong to, by which documents let them in.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The tenant whose collections there are for them. It comes from their credentials and from nothing else.</summary>
    public string Tenant { get; init; } = DefaultTenant;

    /// <summary>Who vouches for them.</summary>
    public PrincipalKind Kind { get; init; } = PrincipalKind.Key;

    /// <summary>
    /// The name by which lists of readers let them in, which says who vouches for it: <c>user:</c> a token's subject, <c>local:</c> a
    /// person with a password, <c>key:</c> a key's id. So nobody is taken for another of the same name.
    /// </summary>
    public string Name =>
        Kind switch
        {
            PrincipalKind.Token => $"user:{Subject}",
            PrincipalKind.Person => $"local:{Subject}",
            _ => $"key:{Subject}",
        };

    /// <summary>Whether they run the cluster: what belongs to no tenant is theirs alone.</summary>
    public bool IsOperator => Tenant == DefaultTenant && SeesAll;

    /// <summary>Whether they see every document of their tenant, whatever its list of readers says.</summary>
    public bool SeesAll => May(Permission.SystemAdmin);

    /// <summary>Everybody, on a server that asks for no credentials.</summary>
    public static Principal Anonymous { get; } = new("anonymous", Access.Permissions.All);

    /// <summary>Whether they may do something.</summary>
    /// <param name="permission">One permission.</param>
    public bool May(Permission permission) => permission != Permission.None && Permissions.HasFlag(permission);
}
