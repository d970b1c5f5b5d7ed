namespace RagCluster.Cli.Client;

/// <summary>A sentence of an answer as the API shows it.</summary>
internal sealed record SentenceView(string Text, string[] Citations);
