namespace RagCluster.Shards;

/// <summary>A file of the shard holds other bytes than were written. Nothing of it was used; the shard is repaired from its log.</summary>
public sealed class ShardDamagedException : IOException
{
    /// <summary>Says what was found.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="finding">What is wrong with it.</param>
    public ShardDamagedException(string file, string finding)
        : base($"The shard's file '{file}' is damaged: {finding}") => File = file;

    /// <summary>The file's name, without its folder.</summary>
    public string File { get; }
}
