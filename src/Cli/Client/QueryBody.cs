namespace RagCluster.Cli.Client;

/// <summary>What <c>search</c> and <c>ask</c> send; null is not sent.</summary>
internal sealed record QueryBody(string Query, int? TopK, string Mode, bool Cache)
{
    /// <summary>For <c>ask</c>: what was asked before, oldest first.</summary>
    public TurnBody[]? History { get; init; }

    /// <summary>For <c>ask</c>: whether the answer comes as events.</summary>
    public bool? Stream { get; init; }

    /// <summary>For <c>search</c>: what the passages are grouped by.</summary>
    public string? GroupBy { get; init; }

    /// <summary>For <c>search</c>: the most passages of one document.</summary>
    public int? PerDocumentMax { get; init; }

    /// <summary>For <c>search</c>: whether passages say where they hold words of the query.</summary>
    public bool? Highlight { get; init; }
}
