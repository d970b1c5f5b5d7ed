namespace RagCluster.Grains.Interfaces.Experiments;

/// <summary>What keeps its arm in an experiment.</summary>
public enum AssignmentUnit
{
    /// <summary>
    /// The principal: who asks always gets the same arm. Where a request names none, its access scope; without one, its query.
    /// </summary>
    Principal = 0,

    /// <summary>The query: equal ones get the same arm, whoever asks.</summary>
    Query = 1,
}
