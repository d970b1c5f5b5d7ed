namespace RagCluster.Grains.QueryLogs;

/// <summary>
/// Whether it is kept what is asked. Section <c>QueryLog</c>: <c>RAG__QueryLog__IsOn</c> and so on; docs/operations.md tells what is kept.
/// </summary>
public sealed class QueryLogOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "QueryLog";

    private const int MonthsMax = 120;

    /// <summary>Whether it is on. Not by itself: what somebody asks tells of the person, so whoever keeps it decides so.</summary>
    public bool IsOn { get; set; }

    /// <summary>How many months stay, with the present one. Earlier ones are deleted, also while the log is off.</summary>
    public int Months { get; set; } = 13;

    /// <summary>What is wrong with these options, naming the setting and the fix; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (Months is < 1 or > MonthsMax)
            yield return $"RAG__QueryLog__Months is {Months}: set it between 1 and {MonthsMax}.";
    }
}
