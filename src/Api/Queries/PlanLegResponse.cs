namespace RagCluster.Api.Queries;

/// <summary>A leg of a retrieval over HTTP; its time is that of the slowest shard, without transport.</summary>
internal sealed record PlanLegResponse(string Leg, int Hits, double Weight, double TookMs);
