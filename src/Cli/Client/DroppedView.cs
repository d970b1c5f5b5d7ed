namespace RagCluster.Cli.Client;

/// <summary>What an answer leaves out, as the API shows it.</summary>
internal sealed record DroppedView(string Text, string Reason);
