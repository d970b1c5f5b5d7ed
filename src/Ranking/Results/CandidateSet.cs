namespace RagCluster.Ranking.Results;

/// <summary>What the legs of one search found: distinct candidates, numbered in the order that breaks ties between equal scores.</summary>
/// <param name="Bm25">Each candidate's BM25 score; null when that leg did not run.</param>
/// <param name="Vectors">Each candidate's cosine with the query; null when that leg did not run.</param>
/// <param name="Document">The document of a number, which costs nothing to ask for.</param>
/// <param name="Item">The candidate of a number, whose text may have to be read first. Asked only for those that are compared with others
/// or joined: of most the scores decide.</param>
public sealed record CandidateSet(
    IReadOnlyList<double?> Bm25,
    IReadOnlyList<double?> Vectors,
    Func<int, string> Document,
    Func<int, Candidate> Item
)
{
    /// <summary>The BM25 leg's candidates by their numbers, best first; only <see cref="FusionRule.Ranks"/> looks at it.</summary>
    public IReadOnlyList<int> Bm25Order { get; init; } = [];

    /// <summary>Those of the vector leg.</summary>
    public IReadOnlyList<int> VectorOrder { get; init; } = [];

    /// <summary>How many there are.</summary>
    public int Count => Bm25.Count;
}
