namespace RagCluster.Access;

/// <summary>Who makes a request, and what they may do.</summary>
/// <param name="Subject">A name that is safe to log: a key's id, a token's subject, or <c>anonymous</c>.</param>
/// <param name="Permissions">What they may do.</param>
public sealed record Principal(string Subject, Permission Permissions)
{
    /// <summary>Everybody, on a server that asks for no credentials.</summary>
    public static Principal Anonymous { get; } = new("anonymous", Access.Permissions.All);

    /// <summary>Whether they may do something.</summary>
    /// <param name="permission">One permission.</param>
    public bool May(Permission permission) => permission != Permission.None && Permissions.HasFlag(permission);
}
