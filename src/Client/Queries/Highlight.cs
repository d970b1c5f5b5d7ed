namespace RagCluster.Client.Queries;

/// <summary>Where a passage's text holds a word of the query.</summary>
/// <param name="Start">Where the word begins.</param>
/// <param name="End">Where it ends.</param>
public sealed record Highlight(int Start, int End);
