namespace RagCluster.Client.Queries;

/// <summary>A citation that the next sentence stands on.</summary>
/// <param name="Citation">The citation.</param>
public sealed record CitationAdded(Citation Citation) : AnswerEvent;
