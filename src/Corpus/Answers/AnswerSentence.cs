namespace RagCluster.Corpus.Answers;

/// <summary>A sentence of an answer and the citations that support it.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="CitationIds">At least one <see cref="Citation.Id"/>.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.AnswerSentence")]
public sealed record AnswerSentence([property: Id(0)] string Text, [property: Id(1)] string[] CitationIds);
