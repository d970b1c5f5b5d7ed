namespace RagCluster.Grains.Interfaces.QueryLogs;

/// <summary>How many queries ended how.</summary>
/// <param name="Found">Searches that found passages.</param>
/// <param name="Empty">Searches that found nothing.</param>
/// <param name="Answered">Questions that were answered.</param>
/// <param name="Refused">Questions that were refused.</param>
/// <param name="Failed">Errors.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.QueryCounts")]
public sealed record QueryCounts(
    [property: Id(0)] long Found,
    [property: Id(1)] long Empty,
    [property: Id(2)] long Answered,
    [property: Id(3)] long Refused,
    [property: Id(4)] long Failed
)
{
    /// <summary>None.</summary>
    public static QueryCounts None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>These and one more.</summary>
    /// <param name="ending">How that one ended.</param>
    public QueryCounts And(QueryEnding ending) =>
        ending switch
        {
            QueryEnding.Found => this with { Found = Found + 1 },
            QueryEnding.Empty => this with { Empty = Empty + 1 },
            QueryEnding.Answered => this with { Answered = Answered + 1 },
            QueryEnding.Refused => this with { Refused = Refused + 1 },
            _ => this with { Failed = Failed + 1 },
        };
}
