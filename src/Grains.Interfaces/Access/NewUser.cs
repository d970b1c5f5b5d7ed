namespace RagCluster.Grains.Interfaces.Access;

/// <summary>A user that is to be made.</summary>
/// <param name="Name">The whole name of the account, in small letters.</param>
/// <param name="Role">What the user may do.</param>
/// <param name="PasswordHash">The password as it is kept.</param>
[GenerateSerializer]
[Alias("RagCluster.NewUser")]
[Immutable]
public sealed record NewUser([property: Id(0)] string Name, [property: Id(1)] string Role, [property: Id(2)] string PasswordHash)
{
    /// <summary>The groups that the user belongs to, by which documents let them in.</summary>
    [Id(3)]
    public string[] Groups { get; init; } = [];
}
