namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>What becomes of a choice.</summary>
public enum PlanArm
{
    /// <summary>The chosen plan runs.</summary>
    Planned = 0,

    /// <summary>The fixed plan runs as a control.</summary>
    Control = 1,

    /// <summary>The fixed plan runs, because the planner of the class showed no gain.</summary>
    Suspended = 2,
}
