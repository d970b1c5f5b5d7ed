namespace RagCluster.Grains.Tests.Planning;

/// <summary>Two silos whose planner lets half of the queries run the fixed plan as a control.</summary>
public sealed class ControlledSilos : PlannerSilos
{
    private protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>(base.Settings) { ["Planner:ControlShare"] = "0.5" };
}
