namespace RagCluster.Cli.Client;

/// <summary>A question that was asked before, with its answer.</summary>
internal sealed record TurnBody(string Question, string Answer);
