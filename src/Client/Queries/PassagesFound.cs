namespace RagCluster.Client.Queries;

/// <summary>The passages that the answer is made from were found.</summary>
/// <param name="Found">What was found.</param>
public sealed record PassagesFound(SearchResult Found) : AnswerEvent;
