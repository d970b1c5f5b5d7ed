namespace RagCluster.Client.Queries;

/// <summary>A question that was asked before, with its answer.</summary>
/// <param name="Question">The question.</param>
/// <param name="Answer">The answer, up to 10,000 characters; null for none.</param>
public sealed record Turn(string Question, string? Answer = null);
