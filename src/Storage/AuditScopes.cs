namespace RagCluster.Storage;

/// <summary>
/// The scopes of small values that are evidence. A damaged value is removed so that what it held begins anew; of these a copy stays as it
/// was found, since how it differs is what tells who changed it.
/// </summary>
public static class AuditScopes
{
    /// <summary>The blocks of the audit log, and which one is the last.</summary>
    public const string Blocks = "audit";

    /// <summary>Which block is the last, once more.</summary>
    public const string Witness = "audit-end";

    /// <summary>What was damaged in the others, under <c>SCOPE/KEY</c>: the first that was found there.</summary>
    public const string Damaged = "audit-damaged";
}
