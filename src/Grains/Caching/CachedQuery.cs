using RagCluster.Corpus.Answers;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Grains.Caching;

/// <summary>What the cache keeps of a query.</summary>
/// <param name="Found">The passages.</param>
/// <param name="Answer">The answer; null for a search.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.CachedQuery")]
internal sealed record CachedQuery([property: Id(0)] FoundPassages Found, [property: Id(1)] Answer? Answer)
{
    /// <summary>
    /// Whether it was computed from another state of the shards than the key names. Such a one is never kept, and only the caller who asked
    /// for it may have it.
    /// </summary>
    [field: NonSerialized]
    public bool IsOfAnotherState { get; init; }

    /// <summary>The near question whose answer this is; null for the question's own. Such a one is kept under its own key alone.</summary>
    [field: NonSerialized]
    public string? AnsweredQuery { get; init; }

    /// <summary>Whether it is the answer to another question that is near.</summary>
    public bool IsOfAnotherQuestion => AnsweredQuery is not null;

    /// <summary>Whether it says that there is nothing.</summary>
    public bool IsNegative => Answer is null ? Found.Passages.Length == 0 : Answer.Abstention is not null;

    /// <summary>Whether a part of the cluster did not take part: the next one may get a better answer.</summary>
    public bool IsDegraded => Found.Degraded.Length > 0 || Answer is { Degraded.Length: > 0 };

    /// <summary>The answer's sentences as a stream tells them, each with the citations that it brings in for the first time.</summary>
    public IEnumerable<SentenceAnswered> Sentences()
    {
        if (Answer is null)
            yield break;
        HashSet<string> cited = [];
        foreach (AnswerSentence sentence in Answer.Sentences)
            yield return new SentenceAnswered(
                sentence,
                [.. Answer.Citations.Where(citation => sentence.CitationIds.Contains(citation.Id) && cited.Add(citation.Id))]
            );
    }

    /// <summary>About the bytes that it takes in memory: those of its texts, and of the objects around them.</summary>
    public long EstimateBytes()
    {
        const int Objects = 512;
        long passages = Found.Passages.Sum(passage =>
            Objects
            + (2L * (passage.Chunk.Text.Length + passage.Title.Length + passage.Uri.Length))
            + passage.Metadata.Sum(pair => 128 + (2L * (pair.Key.Length + (pair.Value.Text?.Length ?? 0))))
            + (8L * (passage.Highlights?.Length ?? 0))
        );
        long answer = Answer is null
            ? 0
            : Answer.Sentences.Sum(sentence => 128 + (2L * sentence.Text.Length))
                + Answer.Citations.Sum(citation => Objects + (2L * citation.Quote.Length));
        return Objects + passages + answer;
    }
}
