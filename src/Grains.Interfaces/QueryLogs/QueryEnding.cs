namespace RagCluster.Grains.Interfaces.QueryLogs;

/// <summary>What came of a query.</summary>
public enum QueryEnding
{
    /// <summary>A search found passages.</summary>
    Found = 0,

    /// <summary>A search found nothing.</summary>
    Empty = 1,

    /// <summary>A question was answered.</summary>
    Answered = 2,

    /// <summary>A question was refused: the documents do not say it.</summary>
    Refused = 3,

    /// <summary>There was an error.</summary>
    Failed = 4,
}
