namespace RagCluster.Shards.Snapshots;

/// <summary>An object of a snapshot store.</summary>
/// <param name="Name">Its name with its path.</param>
/// <param name="WrittenAt">When it was stored.</param>
public sealed record StoredObject(string Name, DateTimeOffset WrittenAt)
{
    /// <summary>The name without its path.</summary>
    public string FileName => Name[(Name.LastIndexOf('/') + 1)..];
}
