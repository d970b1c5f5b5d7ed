namespace RagCluster.TestKit.Servers;

/// <summary>What goes wrong with a request.</summary>
/// <param name="Kind">How.</param>
/// <param name="Status">The status of an error; 200 is an error too late for another status.</param>
/// <param name="Code">The code of an error.</param>
public sealed record S3Fault(S3FaultKind Kind, int Status = 0, string Code = "")
{
    /// <summary>An error.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="code">Its code.</param>
    public static S3Fault Error(int status, string code) => new(S3FaultKind.Error, status, code);
}
