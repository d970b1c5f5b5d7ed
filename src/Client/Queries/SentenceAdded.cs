namespace RagCluster.Client.Queries;

/// <summary>The next sentence.</summary>
/// <param name="Sentence">The sentence.</param>
public sealed record SentenceAdded(Sentence Sentence) : AnswerEvent;
