namespace RagCluster.Grains.Access;

/// <summary>The state of a <see cref="UsersGrain"/>.</summary>
[GenerateSerializer]
[Alias("RagCluster.StoredUsers")]
internal sealed class StoredUsers
{
    /// <summary>The users.</summary>
    [Id(0)]
    public StoredUser[] Users { get; set; } = [];

    /// <summary>The secret of the access tokens; empty before there is one.</summary>
    [Id(1)]
    public string SigningSecret { get; set; } = "";
}
