namespace RagCluster.Storage.Relational.Rewriting;

/// <summary>What a pass over the store did.</summary>
/// <param name="Rewritten">Values that were written in the form of the settings.</param>
/// <param name="Unreadable">Values that are damaged and stayed as they were.</param>
/// <param name="IsComplete">Whether a last pass found no value of another form.</param>
/// <param name="Keys">Ids of the keys that the store needs now.</param>
public sealed record RewriteReport(long Rewritten, long Unreadable, bool IsComplete, IReadOnlyList<string> Keys);
