namespace RagCluster.Access;

/// <summary>The names of permissions and what each role may do.</summary>
public static class Permissions
{
    private static readonly (Permission Permission, string Name)[] Names =
    [
        (Permission.DocumentsRead, "documents:read"),
        (Permission.DocumentsWrite, "documents:write"),
        (Permission.DocumentsDelete, "documents:delete"),
        (Permission.QueryExecute, "query:execute"),
        (Permission.GenerateExecute, "generate:execute"),
        (Permission.ModelsManage, "models:manage"),
        (Permission.MetricsRead, "metrics:read"),
        (Permission.SystemAdmin, "system:admin"),
    ];

    /// <summary>Everything.</summary>
    public const Permission All = (Permission)((1 << 8) - 1);

    /// <summary>The names of the roles, the mightiest first.</summary>
    public static IReadOnlyList<string> Roles { get; } = ["admin", "user", "readonly", "metrics"];

    /// <summary>What a role may do; null when there is no such role.</summary>
    /// <param name="role">The role's name.</param>
    public static Permission? OfRole(string role) =>
        role switch
        {
            "admin" => All,
            "user" => Permission.DocumentsRead
                | Permission.DocumentsWrite
                | Permission.DocumentsDelete
                | Permission.QueryExecute
                | Permission.GenerateExecute,
            "readonly" => Permission.DocumentsRead | Permission.QueryExecute | Permission.GenerateExecute,
            "metrics" => Permission.MetricsRead,
            _ => null,
        };

    /// <summary>The permissions of some names; names that there are none of add nothing.</summary>
    /// <param name="names">The names; null for everything.</param>
    public static Permission Of(IReadOnlyCollection<string>? names) =>
        names is null ? All : names.Aggregate(Permission.None, (all, name) => all | (Parse(name) ?? Permission.None));

    /// <summary>The permissions by their names, in a fixed order.</summary>
    /// <param name="permissions">Any of them.</param>
    public static string[] NamesOf(Permission permissions) =>
        [.. Names.Where(known => permissions.HasFlag(known.Permission)).Select(known => known.Name)];

    /// <summary>The permission of a name; null when there is none.</summary>
    /// <param name="name">For example <c>documents:read</c>.</param>
    public static Permission? Parse(string name) =>
        Array.Find(Names, known => known.Name == name) is { Name: not null } found ? found.Permission : null;
}
