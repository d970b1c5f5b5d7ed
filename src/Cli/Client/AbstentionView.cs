namespace RagCluster.Cli.Client;

/// <summary>Why there is no answer, as the API shows it.</summary>
internal sealed record AbstentionView(string Code, string Reason);
