namespace RagCluster.Cli.Client;

/// <summary>A sentence or another part of an answer as the API shows it; an older server says nothing of its kind.</summary>
internal sealed record SentenceView(string Text, string[] Citations, string? Kind = null);
