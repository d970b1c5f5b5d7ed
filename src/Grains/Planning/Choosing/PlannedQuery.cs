using RagCluster.Grains.Interfaces.Planning;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Grains.Planning.Choosing;

/// <summary>A query with its plan.</summary>
/// <param name="Request">The query with its plan's legs.</param>
/// <param name="Source">Who chose the plan.</param>
/// <param name="Choice">The planner's choice; null when it did not choose.</param>
internal sealed record PlannedQuery(SearchRequest Request, PlanSource Source, PlanChoice? Choice = null);
