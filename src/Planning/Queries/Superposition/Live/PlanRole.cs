namespace RagCluster.Planning.Queries.Superposition.Live;

/// <summary>Who chooses a query's plan where the planner is on.</summary>
public enum PlanRole
{
    /// <summary>The planner.</summary>
    Planned = 0,

    /// <summary>Nobody: the fixed plan runs, to be compared with the planner's.</summary>
    Control = 1,

    /// <summary>Nobody: the planner of the class showed no gain, so the fixed plan runs.</summary>
    Suspended = 2,
}
