namespace RagCluster.Cli.Evaluation;

/// <summary>A document of a test collection.</summary>
internal sealed record BeirDocument(string Id, string Title, string Text);
