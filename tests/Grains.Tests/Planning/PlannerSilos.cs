namespace RagCluster.Grains.Tests.Planning;

/// <summary>Two silos whose planner is on and hears and looks soon.</summary>
public class PlannerSilos : ProductCluster
{
    public PlannerSilos()
        : base(2) { }

    private protected override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string>
        {
            ["Planner:IsOn"] = "true",
            ["Planner:ReportPeriod"] = "00:00:00.05",
            ["Planner:CheckPeriod"] = "00:00:00.2",
            // A busy machine is no reason to test the fixed plan here.
            ["Planner:ChoiceTimeout"] = "00:00:10",
            ["Planner:RecordsMax"] = "8",
            ["Planner:ControlShare"] = "0",
            ["Planner:GoldenPause"] = "00:00:00",
        };
}
