namespace RagCluster.Storage.S3;

/// <summary>Which bucket keeps the snapshots, and how it is reached.</summary>
/// <param name="Bucket">The bucket's name. It must exist.</param>
public sealed record S3SnapshotOptions(string Bucket)
{
    /// <summary>What all names begin with, without a slash at its ends; empty for none.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>
    /// Where a server is that speaks S3; it is asked with the bucket in the path. Null for Amazon's in <see cref="Region"/>.
    /// </summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The region that requests are signed for. Null only where an endpoint is given: most servers take us-east-1 then.</summary>
    public string? Region { get; init; }

    /// <summary>
    /// The access key with its secret; null for what the SDK finds: environment, profile, the machine's or the pod's role.
    /// </summary>
    public (string Id, string Secret)? AccessKey { get; init; }

    /// <summary>
    /// How long a server may stay silent amid an object. A segment's next block takes milliseconds; a minute outlasts a failover.
    /// </summary>
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromMinutes(1);
}
