namespace RagCluster.Cli.Client;

/// <summary>A job's document as the API shows it.</summary>
internal sealed record JobDocumentView(string Name, string? DocumentId, string Status, ErrorView? Error);
