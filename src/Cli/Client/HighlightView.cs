namespace RagCluster.Cli.Client;

/// <summary>Where a passage's text holds a word of the query: <c>text[start..end]</c>.</summary>
internal sealed record HighlightView(int Start, int End);
