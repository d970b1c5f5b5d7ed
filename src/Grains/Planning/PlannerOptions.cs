using RagCluster.Planning.Queries.Superposition;

namespace RagCluster.Grains.Planning;

/// <summary>
/// The task planner. Section <c>Planner</c>: <c>RAG__Planner__IsOn</c> and so on; docs/planner.md tells what was measured.
/// </summary>
public sealed class PlannerOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Planner";

    private const int RecordsLimit = 1_000;
    private static readonly TaskPlannerOptions Measured = new();

    /// <summary>
    /// Whether the planner chooses the plans of queries that leave it open. Off, because on the shared collections the best plan of each
    /// class was not ahead of one fixed plan.
    /// </summary>
    public bool IsOn { get; set; }

    /// <summary>
    /// How long a query waits for its plan before it takes the fixed one. Choosing takes 0.1 ms, a call to another silo a few more.
    /// </summary>
    public TimeSpan ChoiceTimeout { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How often a silo sends what it learned, and how much of it a crash may cost.</summary>
    public TimeSpan ReportPeriod { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often what is known of a class is made durable and the documents that it cited are looked at.</summary>
    public TimeSpan CheckPeriod { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Queries of each class and collection that can be repeated: the last ones.</summary>
    public int RecordsMax { get; set; } = 64;

    /// <summary>λ: what a second is worth in quality.</summary>
    public double LatencyPrice { get; set; } = Measured.LatencyPrice;

    /// <summary>μ: what the search of a leg is worth in quality.</summary>
    public double CostPrice { get; set; } = Measured.CostPrice;

    /// <summary>κ: how far a draw may lead away from the expectation.</summary>
    public double Kappa { get; set; } = Measured.Kappa;

    /// <summary>
    /// With what time constant the last seconds' latency fades to its baseline; also <c>QUANTUM_COHERENCE_TIME</c> in seconds.
    /// </summary>
    public TimeSpan CoherenceTime { get; set; } = Measured.CoherenceTime;

    /// <summary>The share of a class's queries that run the fixed plan as a control.</summary>
    public double ControlShare { get; set; } = 0.05;

    /// <summary>
    /// For how long the planner of a class may show no gain over the control before it is suspended and the fixed plan runs.
    /// </summary>
    public TimeSpan FallbackAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>The most questions of a class that are run again with every plan after events; 0 for none.</summary>
    public int GoldenQueriesMax { get; set; } = 10;

    /// <summary>The least time between two such runs of a class.</summary>
    public TimeSpan GoldenPause { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>What is wrong with these options, naming the setting and the fix; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (ChoiceTimeout <= TimeSpan.Zero || ChoiceTimeout > TimeSpan.FromSeconds(10))
            yield return $"RAG__Planner__{nameof(ChoiceTimeout)} is {ChoiceTimeout}: set a positive time up to 00:00:10.";
        if (ReportPeriod < TimeSpan.FromMilliseconds(10) || ReportPeriod > TimeSpan.FromHours(1))
            yield return $"RAG__Planner__{nameof(ReportPeriod)} is {ReportPeriod}: set it between 00:00:00.01 and 01:00:00.";
        if (CheckPeriod < TimeSpan.FromMilliseconds(10) || CheckPeriod > TimeSpan.FromHours(1))
            yield return $"RAG__Planner__{nameof(CheckPeriod)} is {CheckPeriod}: set it between 00:00:00.01 and 01:00:00.";
        if (RecordsMax is < 1 or > RecordsLimit)
            yield return $"RAG__Planner__{nameof(RecordsMax)} is {RecordsMax}: set it between 1 and {RecordsLimit}.";
        if (LatencyPrice is not (>= 0 and <= 1000))
            yield return $"RAG__Planner__{nameof(LatencyPrice)} is {LatencyPrice}: set it from 0 to 1000.";
        if (CostPrice is not (>= 0 and <= 1000))
            yield return $"RAG__Planner__{nameof(CostPrice)} is {CostPrice}: set it from 0 to 1000.";
        if (Kappa is not (>= 0 and <= 1))
            yield return $"RAG__Planner__{nameof(Kappa)} is {Kappa}: set it from 0 to 1.";
        if (ControlShare is not (>= 0 and <= 0.5))
            yield return $"RAG__Planner__{nameof(ControlShare)} is {ControlShare}: set it from 0 to 0.5.";
        if (FallbackAfter < TimeSpan.FromMinutes(1) || FallbackAfter > TimeSpan.FromDays(365))
            yield return $"RAG__Planner__{nameof(FallbackAfter)} is {FallbackAfter}: set it between 00:01:00 and 365.00:00:00.";
        if (GoldenQueriesMax is < 0 or > 100)
            yield return $"RAG__Planner__{nameof(GoldenQueriesMax)} is {GoldenQueriesMax}: set it from 0 to 100.";
        if (GoldenPause < TimeSpan.Zero || GoldenPause > TimeSpan.FromDays(365))
            yield return $"RAG__Planner__{nameof(GoldenPause)} is {GoldenPause}: set it between 00:00:00 and 365.00:00:00.";
        if (CoherenceTime <= TimeSpan.Zero || CoherenceTime > TimeSpan.FromDays(365))
            yield return $"RAG__Planner__{nameof(CoherenceTime)} (or QUANTUM_COHERENCE_TIME) is {CoherenceTime}: set a positive time up to "
                + $"365.00:00:00.";
    }
}
