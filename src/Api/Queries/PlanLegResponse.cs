namespace RagCluster.Api.Queries;

/// <summary>A leg of a retrieval; its time is that of the slowest shard, without transport.</summary>
/// <param name="Leg"><c>lexical</c> or <c>dense</c>.</param>
/// <param name="Hits">Hits that it found in all shards together, up to the plan's depth.</param>
/// <param name="Weight">Its weight in the fusion; 1 where it is alone.</param>
/// <param name="TookMs">How long it took, in milliseconds.</param>
internal sealed record PlanLegResponse(string Leg, int Hits, double Weight, double TookMs);
