namespace RagCluster.Api.Auditing;

/// <summary>Whether it is noted who does what. Section <c>Audit</c>: <c>RAG__Audit__IsOn</c>.</summary>
public sealed class AuditOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Audit";

    /// <summary>Whether there is an audit log.</summary>
    public bool IsOn { get; set; } = true;
}
