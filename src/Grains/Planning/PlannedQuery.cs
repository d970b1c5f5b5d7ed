using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Grains.Planning;

/// <summary>A query on its way, with its plan.</summary>
/// <param name="Asked">The query as it was asked.</param>
/// <param name="Request">The query with its plan's legs.</param>
/// <param name="IsAnswer">Whether an answer is asked for.</param>
/// <param name="QueryClass">Its class.</param>
/// <param name="Source">Who chose the plan.</param>
internal sealed record PlannedQuery(SearchRequest Asked, SearchRequest Request, bool IsAnswer, string QueryClass, PlanSource Source)
{
    /// <summary>The planner's choice; null when it did not choose.</summary>
    internal PlanChoice? Choice { get; init; }

    /// <summary>What happens meanwhile.</summary>
    internal QueryTrace Trace { get; } = new();

    /// <summary>The key of what is known of its class's plans.</summary>
    internal string Key => Keys.TaskPlan(Asked.Collection, QueryClass);
}
