namespace RagCluster.Grains.Interfaces.Query.Options;

/// <summary>
/// Everything that a caller may ask of a search or an answer beside its words: the only place where an option is described. The body of a
/// request (flat but for <see cref="Ranking"/>), what an experiment's arm changes, the cache's key and what travels between silos are all
/// made from these properties by <see cref="SearchOptionList"/>, so that a new one needs no other line to be heard, kept apart by the cache
/// and sent on.
/// </summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.SearchOptions")]
public sealed record SearchOptions
{
    /// <summary>How many passages the result has and how they are shown.</summary>
    [Id(0)]
    [OptionPart]
    public ResultOptions Results { get; init; } = new();

    /// <summary>Which documents may answer.</summary>
    [Id(1)]
    [OptionPart]
    public ScopeOptions Scope { get; init; } = new();

    /// <summary>How candidates are found.</summary>
    [Id(2)]
    [OptionPart]
    public RetrievalOptions Retrieval { get; init; } = new();

    /// <summary>How the legs' hits become one list.</summary>
    [Id(3)]
    [OptionPart(IsNested = true)]
    public RankingOptions Ranking { get; init; } = new();

    /// <summary>How an answer is made; a search does without.</summary>
    [Id(4)]
    [OptionPart]
    public AnswerOptions Answer { get; init; } = new();

    /// <summary>What concerns this call alone and changes nothing in what is found.</summary>
    [Id(5)]
    [OptionPart(IsOfOneCall = true)]
    public CallOptions Call { get; init; } = new();

    /// <summary>The most passages of the result.</summary>
    public int PassagesMax => Results.PassagesMax;

    /// <summary>The options, checked and with the face's default.</summary>
    /// <param name="topKDefault">The passages wanted where the caller did not say.</param>
    /// <exception cref="Corpus.Errors.RagException">Invalid, naming the option.</exception>
    public SearchOptions Checked(int topKDefault)
    {
        Results.Check();
        RetrievalOptions retrieval = Retrieval.Checked();
        Call.Check();
        Ranking.Check();
        return this with
        {
            Results = Results with { TopK = Results.TopK ?? topKDefault },
            Scope = Scope.Checked(),
            Retrieval = retrieval,
            Answer = Answer.Checked(),
        };
    }
}
