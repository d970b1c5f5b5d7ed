namespace RagCluster.Access;

/// <summary>Who makes a request, and what they may do.</summary>
/// <param name="Subject">A name that is safe to log: a key's id, a token's subject, or <c>anonymous</c>.</param>
/// <param name="Permissions">What they may do.</param>
public sealed record Principal(string Subject, Permission Permissions)
{
    /// <summary>The tenant of everybody who names none.</summary>
    public const string DefaultTenant = "default";

    /// <summary>The groups that they belong to, by which documents let them in.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The tenant whose collections there are for them.</summary>
    public string Tenant { get; init; } = DefaultTenant;

    /// <summary>Whether they see every document of their tenant, whatever its list of readers says.</summary>
    public bool SeesAll => May(Permission.SystemAdmin);

    /// <summary>Everybody, on a server that asks for no credentials.</summary>
    public static Principal Anonymous { get; } = new("anonymous", Access.Permissions.All);

    /// <summary>Whether they may do something.</summary>
    /// <param name="permission">One permission.</param>
    public bool May(Permission permission) => permission != Permission.None && Permissions.HasFlag(permission);
}
