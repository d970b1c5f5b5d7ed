namespace RagCluster.Cli.Client;

/// <summary>What became of a model, as the API shows it.</summary>
internal sealed record ModelUpdateView(string Name, string Outcome, string Revision, string? Code, string? Message);
