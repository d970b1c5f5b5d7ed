namespace RagCluster.Cli.Client;

/// <summary>Why a document failed, as the API shows it.</summary>
internal sealed record ErrorView(string Code, string Message);
