namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>Who chose a query's plan.</summary>
public enum PlanSource
{
    /// <summary>Nobody for this query: it is the plan that every query of its class has while the planner is off.</summary>
    Fixed = 0,

    /// <summary>The planner.</summary>
    Planner = 1,

    /// <summary>The caller, who named the legs or other wordings.</summary>
    Request = 2,

    /// <summary>The planner was asked and did not answer in time: the fixed plan.</summary>
    Fallback = 3,

    /// <summary>A record that was repeated.</summary>
    Replay = 4,

    /// <summary>Nobody: the fixed plan ran as a control, to be compared with the planner's.</summary>
    Control = 5,

    /// <summary>Nobody: the planner of the class showed no gain and is suspended.</summary>
    Suspended = 6,
}
