namespace RagCluster.Client.Queries;

/// <summary>Why there is no answer.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Reason">For a person.</param>
public sealed record Abstention(string Code, string Reason);
