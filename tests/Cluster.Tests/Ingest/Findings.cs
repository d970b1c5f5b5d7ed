namespace RagCluster.Cluster.Tests.Ingest;

/// <summary>What is wrong with a collection after the crashes, one line for each fault.</summary>
internal sealed class Findings
{
    /// <summary>Acknowledged, and not what the server has: missing, an older version, or deleted and back.</summary>
    internal List<string> Lost { get; } = [];

    /// <summary>One text under two documents, one chunk twice, or two versions of a document at once.</summary>
    internal List<string> Duplicated { get; } = [];

    /// <summary>Chunks missing, not the document's text, or the document not indexed.</summary>
    internal List<string> Half { get; } = [];

    /// <summary>Acknowledged jobs that never ended well.</summary>
    internal List<string> UnfinishedJobs { get; } = [];

    /// <summary>Documents that were looked at.</summary>
    internal int Checked { get; set; }

    /// <summary>All of them.</summary>
    internal IReadOnlyList<string> All => [.. Lost, .. Duplicated, .. Half, .. UnfinishedJobs];
}
