namespace RagCluster.Grains.Access;

/// <summary>What is noted of the audit log's end.</summary>
/// <param name="Number">The last block's number; 0 before the first.</param>
/// <param name="Hash">The last block's hash.</param>
internal sealed record AuditEnd(long Number, string Hash)
{
    /// <summary>Before the first block.</summary>
    internal static AuditEnd None { get; } = new(0, "");
}
