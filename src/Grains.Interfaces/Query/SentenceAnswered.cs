using RagCluster.Corpus.Answers;

namespace RagCluster.Grains.Interfaces.Query;

/// <summary>A sentence whose support was checked.</summary>
/// <param name="Sentence">The sentence.</param>
/// <param name="Citations">Citations that it brings in for the first time.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.SentenceAnswered")]
public sealed record SentenceAnswered([property: Id(0)] AnswerSentence Sentence, [property: Id(1)] Citation[] Citations) : QueryEvent;
